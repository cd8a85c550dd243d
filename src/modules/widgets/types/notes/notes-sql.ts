import { momentSql } from '../../../../platform/database/moment-sql.js';

/** The beginning of a text, as lists and boards show it. */
export const excerptSql = (plain: string): string => `left(${plain}, 200)`;

/** What notes widgets show: their pinned and newest notes, the beginning of each, and how many there are. */
export const NOTES_DATA = `
  SELECT a.widget_id, json_build_object('count', all_notes.count, 'notes', coalesce(shown.list, '[]'::json)) AS data
  FROM asked a
  CROSS JOIN LATERAL (SELECT count(*) FROM notes n WHERE n.widget_id = a.widget_id) all_notes
  CROSS JOIN LATERAL (
    SELECT json_agg(json_build_object(
        'id', n.id, 'title', n.title, 'excerpt', ${excerptSql('n.plain')}, 'isPinned', n.is_pinned,
        'updatedAt', ${momentSql('n.updated_at')}) ORDER BY n.is_pinned DESC, n.updated_at DESC, n.id DESC) AS list
    FROM (
      SELECT * FROM notes n WHERE n.widget_id = a.widget_id
      ORDER BY n.is_pinned DESC, n.updated_at DESC, n.id DESC LIMIT (a.settings ->> 'maxItems')::int
    ) n
  ) shown
  WHERE a.type = 'notes'`;

/** What of notes widgets calls for attention: nothing is ever due, but what was written lately is likely wanted. */
export const NOTES_ATTENTION = `
  SELECT a.widget_id, 0 AS due, 0 AS overdue, NULL::int AS top_priority, 0 AS streak_at_risk,
    newest.at AS last_activity_at, false AS must_show
  FROM asked a
  CROSS JOIN LATERAL (SELECT max(n.updated_at) AS at FROM notes n WHERE n.widget_id = a.widget_id) newest
  WHERE a.type = 'notes' AND newest.at IS NOT NULL`;
