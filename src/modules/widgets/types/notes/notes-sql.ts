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

/** How notes widgets stand: nothing is ever due, but what was written lately is likely wanted. */
export const NOTES_ATTENTION = `
  SELECT a.widget_id, newest.updated_at IS NULL AS is_empty, false AS is_over, false AS is_ahead, 0 AS due, 0 AS overdue,
    NULL::int AS top_priority, NULL::date AS soon_on, 0 AS streak_at_risk, newest.updated_at AS filled_at,
    NULL::timestamptz AS changes_at,
    CASE WHEN newest.updated_at IS NOT NULL THEN json_build_object(
      'title', newest.name, 'changedAt', ${momentSql('newest.updated_at')}) END AS facts
  FROM asked a
  LEFT JOIN LATERAL (
    SELECT left(coalesce(n.title, nullif(n.plain, '')), 100) AS name, n.updated_at FROM notes n
    WHERE n.widget_id = a.widget_id ORDER BY n.updated_at DESC, n.id DESC LIMIT 1
  ) newest ON true
  WHERE a.type = 'notes'`;
