/** One page of a list: rows, and the key of the last one while there are more. */
export interface PageOf<Row> {
  readonly rows: readonly Row[];
  readonly next: readonly string[] | null;
}

/** One page of a list whose rows the database gave as finished JSON. */
export interface TextPage {
  /** A JSON array. */
  readonly text: string;
  readonly next: readonly string[] | null;
  /** Facts about the whole list, for the answer's `meta`. */
  readonly meta: Readonly<Record<string, unknown>>;
}

/** Which page is asked for: at most `limit` rows behind the key `after`. */
export interface PageRequest {
  readonly limit: number;
  readonly after: readonly string[] | null;
}

/**
 * Cuts a page from `limit + 1` rows: the one too many only says that there are more.
 * `keyOf` gives the sort key as the database wrote it (timestamps as text, to the microsecond).
 */
export function toPage<Row>(
  rows: readonly Row[],
  limit: number,
  keyOf: (row: Row) => readonly string[],
): PageOf<Row> {
  const kept = rows.slice(0, limit);
  const last = kept.at(-1);
  return { rows: kept, next: rows.length > limit && last !== undefined ? keyOf(last) : null };
}

/** The same page with each row mapped. */
export function mapPage<Row, To>(page: PageOf<Row>, map: (row: Row) => To): PageOf<To> {
  return { rows: page.rows.map(map), next: page.next };
}
