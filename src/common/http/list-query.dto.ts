import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { decodeCursor, type KeyPart } from '../paging/cursor.js';
import type { PageOf, PageRequest, TextPage } from '../paging/page.js';
import { ListReply, ListTextReply } from './replies.js';

/** What every list can be asked. */
export class ListQuery {
  /**
   * Maximum number of rows.
   * @example 25
   */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100)
  limit: number = 25;

  /** Cursor of the next page: `meta.pagination.nextCursor` of the previous one. */
  @IsOptional()
  @IsString()
  @MaxLength(2000)
  cursor?: string;
}

/**
 * Loads and wraps the page that a query asks for. `list` names the list and `parts` its sort key; a cursor counts only
 * for the same list with the same filters.
 */
export async function listPage<Row>(
  query: ListQuery,
  list: string,
  parts: readonly KeyPart[],
  load: (page: PageRequest) => Promise<PageOf<Row>>,
): Promise<ListReply<Row>> {
  const { scope, page } = readQuery(query, list, parts);
  return new ListReply(await load(page), page.limit, scope);
}

/** The same for a list whose rows are finished JSON from the database. */
export async function listTextPage(
  query: ListQuery,
  list: string,
  parts: readonly KeyPart[],
  load: (page: PageRequest) => Promise<TextPage>,
): Promise<ListTextReply> {
  const { scope, page } = readQuery(query, list, parts);
  return new ListTextReply(await load(page), page.limit, scope);
}

function readQuery(
  { limit, cursor, ...filters }: ListQuery,
  list: string,
  parts: readonly KeyPart[],
): { scope: string; page: PageRequest } {
  const scope = `${list}?${JSON.stringify(filters)}`;
  return { scope, page: { limit, after: cursor === undefined ? null : decodeCursor(scope, cursor, parts) } };
}
