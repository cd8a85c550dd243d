import { momentSql } from '../../../../platform/database/moment-sql.js';

// The first two are an index range; whole days count by their dates, whenever the user's day begins.
const ON_DAY = `o.widget_id = a.widget_id AND o.ends_at >= day.starts_at AND o.starts_at < day.ends_at
        AND CASE WHEN o.is_all_day THEN o.starts_on <= day.date AND o.ends_on > day.date
          ELSE o.ends_at > day.starts_at OR o.starts_at >= day.starts_at END`;

/** What calendar widgets show: the events of the day in order, whole days first. */
export const CALENDAR_DATA = `
  SELECT a.widget_id, json_build_object(
    'events', coalesce(events.list, '[]'::json), 'count', events.count) AS data
  FROM asked a
  CROSS JOIN day
  CROSS JOIN LATERAL (
    SELECT count(*), json_agg(json_build_object(
        'eventId', event_id, 'recurrenceId', recurrence_id, 'title', title, 'location', location,
        'isAllDay', is_all_day, 'startsAt', ${momentSql('starts_at')}, 'endsAt', ${momentSql('ends_at')}) ORDER BY place)
      FILTER (WHERE place <= (a.settings ->> 'maxItems')::int) AS list
    FROM (
      SELECT o.*, row_number() OVER (ORDER BY o.is_all_day DESC, o.starts_at, o.event_id, o.recurrence_id) AS place
      FROM calendar_occurrences o
      WHERE ${ON_DAY}
    ) numbered
  ) events
  WHERE a.type = 'calendar'`;

/** How calendar widgets stand: what runs, what still comes today, and what comes after. */
export const CALENDAR_ATTENTION = `
  SELECT a.widget_id, today.count = 0 AS is_empty, today.count > 0 AND today.ahead = 0 AS is_over, today.ahead > 0 AS is_ahead,
    today.ahead::int AS due, 0 AS overdue, NULL::int AS top_priority, NULL::date AS soon_on, 0 AS streak_at_risk,
    (SELECT max(e.created_at) FROM calendar_events e WHERE e.widget_id = a.widget_id) AS filled_at,
    today.changes_at,
    json_build_object('allDay', today.all_day, 'running', today.running, 'next', today.next, 'ahead', today.ahead,
      'later', later.event,
      'hasEvents', EXISTS (SELECT FROM calendar_events e WHERE e.widget_id = a.widget_id)) AS facts
  FROM asked a
  CROSS JOIN day
  CROSS JOIN LATERAL (
    SELECT count(*) AS count, count(*) FILTER (WHERE is_ahead) AS ahead,
      (array_agg(title ORDER BY event_id) FILTER (WHERE is_all_day))[1] AS all_day,
      (array_agg(json_build_object('title', title, 'until', ${momentSql('ends_at')}) ORDER BY ends_at, event_id)
        FILTER (WHERE is_ahead AND NOT is_all_day AND starts_at <= day.now))[1] AS running,
      (array_agg(json_build_object('title', title, 'at', ${momentSql('starts_at')}) ORDER BY starts_at, event_id)
        FILTER (WHERE NOT is_all_day AND starts_at > day.now))[1] AS next,
      least(min(starts_at) FILTER (WHERE NOT is_all_day AND starts_at > day.now),
        min(ends_at) FILTER (WHERE NOT is_all_day AND ends_at > day.now)) AS changes_at
    FROM (
      SELECT o.event_id, o.is_all_day, o.starts_at, o.ends_at, left(o.title, 100) AS title,
        o.is_all_day OR greatest(o.starts_at, o.ends_at) > day.now AS is_ahead
      FROM calendar_occurrences o WHERE ${ON_DAY}
    ) o
  ) today
  LEFT JOIN LATERAL (
    SELECT json_build_object('title', left(o.title, 100), 'on', CASE WHEN o.is_all_day THEN o.starts_on END,
      'at', CASE WHEN NOT o.is_all_day THEN ${momentSql('o.starts_at')} END) AS event
    FROM calendar_occurrences o
    WHERE o.widget_id = a.widget_id AND o.ends_at > day.ends_at
      AND CASE WHEN o.is_all_day THEN o.starts_on > day.date ELSE o.starts_at >= day.ends_at END
    ORDER BY o.ends_at, o.event_id LIMIT 1
  ) later ON true
  WHERE a.type = 'calendar'`;
