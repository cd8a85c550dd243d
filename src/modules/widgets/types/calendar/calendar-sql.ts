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

/** What of calendar widgets calls for attention: a day with events. */
export const CALENDAR_ATTENTION = `
  SELECT a.widget_id, events.due::int AS due, 0 AS overdue, NULL::int AS top_priority, 0 AS streak_at_risk,
    NULL::timestamptz AS last_activity_at, true AS must_show
  FROM asked a
  CROSS JOIN day
  CROSS JOIN LATERAL (SELECT count(*) AS due FROM calendar_occurrences o WHERE ${ON_DAY}) events
  WHERE a.type = 'calendar' AND events.due > 0`;
