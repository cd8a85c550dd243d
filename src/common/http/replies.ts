import { encodeCursor } from '../paging/cursor.js';
import type { PageOf, TextPage } from '../paging/page.js';

/** Where a list goes on. */
export interface Pagination {
  readonly limit: number;
  readonly nextCursor: string | null;
  readonly hasMore: boolean;
}

/** A list's answer: rows in `data`, the rest in `meta.pagination`. */
export class ListReply<Row> {
  readonly rows: readonly Row[];
  readonly pagination: Pagination;

  /** @param scope the same as the list's cursors are read with */
  constructor(page: PageOf<Row>, limit: number, scope: string) {
    this.rows = page.rows;
    this.pagination = paginationOf(page.next, limit, scope);
  }
}

/** The same where the rows are finished JSON from the database, with facts about the list in `meta`. */
export class ListTextReply {
  readonly text: string;
  readonly meta: Readonly<Record<string, unknown>>;
  readonly pagination: Pagination;

  /** @param scope the same as the list's cursors are read with */
  constructor(page: TextPage, limit: number, scope: string) {
    this.text = page.text;
    this.meta = page.meta;
    this.pagination = paginationOf(page.next, limit, scope);
  }
}

/** Finished JSON, from the database or a cache, that goes out as it is inside the envelope. */
export class JsonTextReply {
  /**
   * @param text JSON of `data`, or null where the client's copy is still good
   * @param etag the weak tag of `data`
   */
  constructor(
    readonly text: string | null,
    readonly etag: string,
  ) {}
}

/** An answer with facts of its own in `meta`. */
export class MetaReply<Data> {
  constructor(
    readonly data: Data,
    readonly meta: Readonly<Record<string, unknown>>,
  ) {}
}

function paginationOf(next: readonly string[] | null, limit: number, scope: string): Pagination {
  const nextCursor = next && encodeCursor(scope, next);
  return { limit, nextCursor, hasMore: nextCursor !== null };
}
