import { statement } from '../../../../../platform/database/database.js';
import { momentSql } from '../../../../../platform/database/moment-sql.js';
import { excerptSql } from '../notes-sql.js';

/**
 * What searches read of a note `n`: its words, those of the title first, and whose it is. No parser makes a word like
 * the latter of any text. The index finds a user's notes with a word by it, however many others have that word too.
 */
export const SEARCHED = `array_to_tsvector(ARRAY['u=' || n.user_id::text])
  || setweight(to_tsvector('simple', coalesce(n.title, '')), 'A') || setweight(to_tsvector('simple', n.plain), 'B')`;

/** Begin and end of what was found in an excerpt; no text can have them, for texts have no control characters. */
export const FOUND = { begin: '\u0002', end: '\u0003' } as const;

// To find the best place takes as long as the text is.
const LOOKED_THROUGH = 20_000;
const EXCERPT = `'MaxFragments=1, MinWords=10, MaxWords=30, StartSel="${FOUND.begin}", StopSel="${FOUND.end}"'`;

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

// The last word of a search that is still being typed stands for all that begin with it, unless it is one to leave out.
const QUERY = `SELECT CASE WHEN $7 AND words::text ~ '(^|[^!])''[^'']+''$' THEN (words::text || ':*')::tsquery ELSE words END AS words
  FROM (SELECT websearch_to_tsquery('simple', $6) AS words) typed`;

/** Notes of a user by how well they match. Parameters: user, limit, key; the search, and whether its last word is open. */
export const SEARCH = statement(
  'notes.search',
  `WITH asked AS MATERIALIZED (${QUERY}),
   found AS (
     SELECT n.*, (ts_rank(n.search, asked.words) * 1000000)::int AS rank
     FROM asked JOIN notes n ON n.search @@ (('''u=' || $1::uuid::text || '''')::tsquery && asked.words) ${LIVING}
     WHERE n.user_id = $1 AND numnode(asked.words) > 0
   ),
   page AS MATERIALIZED (
     SELECT * FROM found n
     WHERE $3::int IS NULL OR (n.rank, n.updated_at, n.id) < ($3::int, $4::timestamptz, $5::uuid)
     ORDER BY n.rank DESC, n.updated_at DESC, n.id DESC
     LIMIT $2
   )
   SELECT ${ROW}, n.rank, ${KEY},
     ts_headline('simple', left(n.plain, ${LOOKED_THROUGH}), (SELECT words FROM asked), ${EXCERPT}) AS excerpt
   FROM page n
   ORDER BY n.rank DESC, n.updated_at DESC, n.id DESC`,
);
