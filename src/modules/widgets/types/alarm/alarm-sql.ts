import { momentSql } from '../../../../platform/database/moment-sql.js';
import { LONG_RINGING_MINUTES } from './alarm-caption.js';

const RANG_ON_DAY = 'r.due_at >= day.starts_at AND r.due_at < day.ends_at';
const COMES_ON_DAY = 'o.at >= day.starts_at AND o.at < day.ends_at';

// `next_trigger_at` lets an index leave out the alarms that are not about the day.
const TO_COME = `alarms x
      CROSS JOIN LATERAL (
        SELECT item ->> 'local' AS local, (item ->> 'at')::timestamptz AS at FROM jsonb_array_elements(x.upcoming) item
      ) o
      WHERE x.widget_id = a.widget_id AND x.next_trigger_at < day.ends_at AND ${COMES_ON_DAY}`;

// A ring that was put off rings again within the day or after it; it has no row of its own until then.
const SNOOZED = `alarms x JOIN alarm_rings r ON r.alarm_id = x.id AND r.state = 'snoozed'
        AND r.snoozed_until >= x.snoozed_until
      WHERE x.widget_id = a.widget_id AND r.snoozed_until >= day.starts_at AND r.snoozed_until < day.ends_at`;

const RUNG = `alarms x JOIN alarm_rings r ON r.alarm_id = x.id
      WHERE x.widget_id = a.widget_id AND ${RANG_ON_DAY}`;

/** What alarm widgets show: the day's rings in order, those that rang and those to come, and the next of all. */
export const ALARM_DATA = `
  SELECT a.widget_id, json_build_object(
    'rings', coalesce(rings.list, '[]'::json), 'count', rings.count, 'next', coming.next) AS data
  FROM asked a
  CROSS JOIN day
  CROSS JOIN LATERAL (
    SELECT count(*), json_agg(json_build_object(
        'alarmId', id, 'title', title, 'time', right(local, 5), 'dueAt', ${momentSql('numbered.at')}, 'state', state,
        'isSnooze', is_snooze) ORDER BY at, id)
      FILTER (WHERE place <= (a.settings ->> 'maxItems')::int) AS list
    FROM (
      SELECT *, row_number() OVER (ORDER BY at, id) AS place FROM (
        SELECT x.id, x.title, to_char(r.occurrence, 'HH24:MI') AS local, r.due_at AS at, r.state,
          r.snooze_number > 0 AS is_snooze FROM ${RUNG}
        UNION ALL
        SELECT x.id, x.title, o.local, o.at, 'scheduled', false FROM ${TO_COME}
        UNION ALL
        SELECT x.id, x.title, to_char(r.occurrence, 'HH24:MI'), r.snoozed_until, 'scheduled', true FROM ${SNOOZED}
      ) every
    ) numbered
  ) rings
  LEFT JOIN LATERAL (
    SELECT json_build_object('alarmId', x.id, 'title', x.title, 'dueAt', ${momentSql('x.due_at')}) AS next
    FROM alarms x WHERE x.widget_id = a.widget_id AND x.due_at IS NOT NULL ORDER BY x.due_at, x.id LIMIT 1
  ) coming ON true
  WHERE a.type = 'alarm'`;

/** An alarm that is due and did not fire yet is on its way for so long. */
const FIRING = `interval '1 minute'`;

/** When it is not news any more that an alarm rings. */
const LONG_AFTER = `interval '${LONG_RINGING_MINUTES} minutes'`;

/** How alarm widgets stand: what rings, what still comes today, and when the next one of all comes. */
export const ALARM_ATTENTION = `
  SELECT a.widget_id, today.count = 0 AS is_empty, today.count > 0 AND today.ahead = 0 AS is_over, today.ahead > 0 AS is_ahead,
    today.ahead::int AS due, 0 AS overdue, NULL::int AS top_priority, NULL::date AS soon_on, 0 AS streak_at_risk,
    (SELECT max(x.created_at) FROM alarms x WHERE x.widget_id = a.widget_id) AS filled_at,
    today.changes_at,
    json_build_object('ringing', today.ringing, 'today', today.first, 'ahead', today.ahead, 'later', coming.next,
      'hasAlarms', EXISTS (SELECT FROM alarms x WHERE x.widget_id = a.widget_id)) AS facts
  FROM asked a
  CROSS JOIN day
  CROSS JOIN LATERAL (
    SELECT count(*) AS count, count(*) FILTER (WHERE is_ahead) AS ahead,
      (array_agg(json_build_object('title', title, 'at', ${momentSql('at')}) ORDER BY at, id)
        FILTER (WHERE is_ringing))[1] AS ringing,
      (array_agg(json_build_object('title', title, 'at', ${momentSql('at')}, 'isSnooze', is_snooze) ORDER BY at, id)
        FILTER (WHERE is_ahead AND NOT is_ringing))[1] AS first,
      least(
        min(at + ${FIRING}) FILTER (WHERE is_ahead AND NOT is_ringing),
        min(at + ${LONG_AFTER}) FILTER (WHERE is_ringing AND at + ${LONG_AFTER} > now)) AS changes_at
    FROM (
      SELECT *, day.now, is_ringing OR is_scheduled AND at + ${FIRING} > day.now AS is_ahead FROM (
        SELECT x.id, x.title, r.due_at AS at, r.state = 'ringing' AS is_ringing, false AS is_scheduled, false AS is_snooze
          FROM ${RUNG}
        UNION ALL
        SELECT x.id, x.title, o.at, false, true, false FROM ${TO_COME}
        UNION ALL
        SELECT x.id, x.title, r.snoozed_until, false, true, true FROM ${SNOOZED}
      ) every
    ) known
  ) today
  LEFT JOIN LATERAL (
    SELECT json_build_object('title', x.title, 'at', ${momentSql('x.due_at')}) AS next
    FROM alarms x WHERE x.widget_id = a.widget_id AND x.due_at >= day.ends_at ORDER BY x.due_at, x.id LIMIT 1
  ) coming ON true
  WHERE a.type = 'alarm'`;
