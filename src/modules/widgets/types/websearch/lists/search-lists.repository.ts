import { Injectable } from '@nestjs/common';
import type { PageRequest } from '../../../../../common/paging/page.js';
import { Database, statement } from '../../../../../platform/database/database.js';
import { momentSql } from '../../../../../platform/database/moment-sql.js';
import type { ListedSearchView } from '../websearch.contract.js';

/** A search with its sort key as the database wrote it. */
export interface ListedSearch extends Omit<ListedSearchView, 'createdAt'> {
  readonly createdAt: Date;
  readonly createdAtKey: string;
}

const LIST_OF_USER = statement(
  'searches.list_of_user',
  `SELECT s.id, s.widget_id AS "widgetId", s.query, s.version, s.created_at AS "createdAt",
     s.created_at::text AS "createdAtKey", (
       SELECT json_build_object('id', m.id, 'status', m.status, 'error', m.error,
         'createdAt', ${momentSql('m.created_at')}, 'finishedAt', ${momentSql('m.finished_at')})
       FROM summaries m WHERE m.search_id = s.id ORDER BY m.created_at DESC, m.id DESC LIMIT 1
     ) AS "latestSummary"
   FROM searches s JOIN widgets w ON w.id = s.widget_id AND w.deleted_at IS NULL
   WHERE s.user_id = $1
     AND (s.created_at, s.id) > (coalesce($2, '-infinity'::timestamptz), coalesce($3, '00000000-0000-0000-0000-000000000000'::uuid))
   ORDER BY s.created_at, s.id
   LIMIT $4`,
);

/** Lists of searches over all widgets. */
@Injectable()
export class SearchListsRepository {
  constructor(private readonly database: Database) {}

  /** At most `limit + 1` searches of a user behind the page's key, oldest first. */
  ofUser(userId: string, { limit, after }: PageRequest): Promise<ListedSearch[]> {
    const key = [after?.[0] ?? null, after?.[1] ?? null];
    return this.database.query<ListedSearch>(LIST_OF_USER, [userId, ...key, limit + 1]);
  }
}
