import { statement } from '../../../../../platform/database/database.js';
import { momentSql } from '../../../../../platform/database/moment-sql.js';
import { excerptSql } from '../notes-sql.js';

/**
 * What searches read of a note: its words, and whose it is. No word looks like the latter. The index finds a user's notes
 * with a word by it, however many others have that word too.
 * @param user expression of the user's id
 * @param vector expression of what `searchVector` made
 */
export const searchedSql = (user: string, vector: string): string =>
  `array_to_tsvector(ARRAY['u=' || ${user}::text]) || ${vector}::tsvector`;

// To find the best place takes as long as the text is.
const LOOKED_THROUGH = 20_000;

const ROW = `n.id, n.widget_id AS "widgetId", n.title, n.is_pinned AS "isPinned", n.version,
  ${momentSql('n.created_at')} AS "createdAt", ${momentSql('n.updated_at')} AS "updatedAt"`;
const KEY = 'n.updated_at::text AS "updatedAtKey"';
const LIVING = 'JOIN widgets w ON w.id = n.widget_id AND w.deleted_at IS NULL';

const list = (name: string, owner: string): ReturnType<typeof statement> =>
  statement(
    name,
    `SELECT ${ROW}, ${excerptSql('n.plain')} AS excerpt, n.is_pinned::int AS rank, ${KEY}
     FROM notes n ${LIVING}
     WHERE n.${owner} = $1
       AND (n.is_pinned, n.updated_at, n.id) < (coalesce($3::int, 1)::boolean, coalesce($4, 'infinity'::timestamptz),
         coalesce($5, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid))
     ORDER BY n.is_pinned DESC, n.updated_at DESC, n.id DESC
     LIMIT $2`,
  );

/** Notes of a widget, pinned and new ones first. Parameters: widget, limit, key. */
export const OF_WIDGET = list('notes.of_widget', 'widget_id');

/** Notes of a user, pinned and new ones first. Parameters: user, limit, key. */
export const OF_USER = list('notes.of_user', 'user_id');

/** Notes of a user by how well they match. Parameters: user, limit, key; the search as a tsquery. */
export const SEARCH = statement(
  'notes.search',
  `WITH asked AS MATERIALIZED (SELECT $6::tsquery AS words),
   found AS (
     SELECT n.*, (ts_rank(n.search, asked.words) * 1000000)::int AS rank
     FROM asked JOIN notes n ON n.search @@ (('''u=' || $1::uuid::text || '''')::tsquery && asked.words) ${LIVING}
     WHERE n.user_id = $1
   ),
   page AS MATERIALIZED (
     SELECT * FROM found n
     WHERE $3::int IS NULL OR (n.rank, n.updated_at, n.id) < ($3::int, $4::timestamptz, $5::uuid)
     ORDER BY n.rank DESC, n.updated_at DESC, n.id DESC
     LIMIT $2
   )
   SELECT ${ROW}, n.rank, ${KEY}, left(n.plain, ${LOOKED_THROUGH}) AS excerpt
   FROM page n
   ORDER BY n.rank DESC, n.updated_at DESC, n.id DESC`,
);
