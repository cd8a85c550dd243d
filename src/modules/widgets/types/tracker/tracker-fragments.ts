import { IS_YES_NO_SQL } from './days/day-sql.js';
import { isWithinLimitSql, progressSql } from './standing/standing-sql.js';
import { trackersOnDaySql } from './standing/trackers-on-day.js';

const TRACKERS_ON_DAY = trackersOnDaySql('t.widget_id = a.widget_id AND t.deleted_at IS NULL');

const DAYS_SHOWN = `(a.settings->>'days')::int`;
const TRACKERS_SHOWN = `(a.settings->>'shown')::int`;

const MOST_ENTRY_IDS = 20;

/** What was logged on the day, the last first, so that a client can take it back. */
const ENTRY_IDS = `(
    SELECT coalesce(json_agg(e.id ORDER BY e.logged_at DESC, e.id DESC), '[]'::json) FROM (
      SELECT e.id, e.logged_at FROM tracker_entries e WHERE e.tracker_id = t.id AND e.local_date = d.date
      ORDER BY e.logged_at DESC, e.id DESC LIMIT ${MOST_ENTRY_IDS}
    ) e
  )`;

/** What a tracker widget shows on the day: its trackers, those that are due first, with the values of the last days. */
export const DATA = `
  SELECT a.widget_id, json_build_object(
    'counts', json_build_object('trackers', w.trackers, 'scheduled', w.scheduled, 'done', w.done, 'due', w.due,
      'atRisk', w.at_risk),
    'trackers', coalesce(w.shown, '[]'::json)) AS data
  FROM asked a CROSS JOIN day d CROSS JOIN LATERAL (
    SELECT count(*) AS trackers,
      count(*) FILTER (WHERE t.is_scheduled) AS scheduled,
      count(*) FILTER (WHERE t.is_scheduled AND t.is_done) AS done,
      count(*) FILTER (WHERE t.is_due) AS due,
      count(*) FILTER (WHERE t.is_at_risk) AS at_risk,
      json_agg(json_build_object(
        'id', t.id, 'name', t.name, 'kind', t.kind, 'isYesNo', ${IS_YES_NO_SQL}, 'unit', t.unit, 'steps', t.steps,
        'direction', t.direction, 'times', t.times, 'period', t.period,
        'initialValue', t.initial_value::float8, 'targetValue', t.target_value::float8,
        'currentValue', t.current_value::float8, 'progress', ${progressSql('t.value')},
        'lastEntryOn', t.last_entry_on, 'strength', t.strength,
        'quota', CASE WHEN t.done_in_period IS NOT NULL AND NOT t.is_limit THEN
          json_build_object('times', t.quota, 'period', t.period, 'done', t.done_in_period) END,
        'limit', CASE WHEN t.is_limit THEN
          json_build_object('amount', t.limit_amount::float8, 'period', coalesce(t.period, 'day'), 'used', t.used::float8,
            'isReached', t.used >= t.limit_amount AND t.limit_amount > 0, 'isExceeded', t.used > t.limit_amount) END,
        'today', json_build_object('date', d.date, 'value', t.value, 'entries', t.entries, 'isTicked', t.entries > 0,
          'entryIds', CASE WHEN t.entries > 0 OR t.is_skipped THEN ${ENTRY_IDS} ELSE '[]'::json END, 'isScheduled', t.is_scheduled, 'isDue', t.is_due,
          'isDone', t.is_done, 'isSkipped', t.is_skipped),
        'streak', json_build_object('current', t.current_streak, 'longest', greatest(t.longest_streak, t.current_streak),
          'isAtRisk', t.is_at_risk),
        'days', coalesce(recent.days, '[]'::json)
      ) ORDER BY t.place) FILTER (WHERE t.place <= ${TRACKERS_SHOWN}) AS shown
    FROM (
      SELECT t.*, row_number() OVER (ORDER BY t.is_due DESC, t.created_at, t.id) AS place FROM (${TRACKERS_ON_DAY}) t
    ) t
    CROSS JOIN LATERAL (
      SELECT json_agg(json_build_object('date', y.date, 'value', y.value, 'isDone',
          CASE WHEN t.is_limit THEN ${isWithinLimitSql('y.date')} ELSE y.is_done END) ORDER BY y.date) AS days
      FROM tracker_days y
      WHERE t.place <= ${TRACKERS_SHOWN} AND y.tracker_id = t.id
        AND y.date BETWEEN d.date - ${DAYS_SHOWN} + 1 AND d.date
    ) recent
  ) w
  WHERE a.type = 'tracker'`;

/** How tracker widgets stand: which habits are open, which streak would end today, and the newest values. */
export const ATTENTION = `
  SELECT a.widget_id, w.trackers = 0 AS is_empty, false AS is_over, false AS is_ahead, w.due, 0 AS overdue,
    NULL::int AS top_priority, NULL::date AS soon_on, w.streak_at_risk, w.filled_at,
    CASE WHEN w.ends_today AND d.now < d.evening_at THEN d.evening_at END AS changes_at, w.facts
  FROM asked a CROSS JOIN day d CROSS JOIN LATERAL (
    SELECT count(*) AS trackers, count(*) FILTER (WHERE t.is_due)::int AS due,
      coalesce(max(t.current_streak) FILTER (WHERE t.is_at_risk), 0)::int AS streak_at_risk,
      bool_or(t.ends_today) AS ends_today, greatest(max(t.created_at), max(t.last_entry_at)) AS filled_at,
      json_build_object(
        'trackers', count(*),
        'due', count(*) FILTER (WHERE t.is_due),
        'done', count(*) FILTER (WHERE t.is_scheduled AND t.is_done AND NOT t.is_limit),
        'habits', count(*) FILTER (WHERE t.kind = 'habit'),
        'open', (array_agg(json_build_object('name', t.name, 'done', t.done_in_period, 'times', t.quota,
          'period', t.period) ORDER BY t.is_at_risk DESC, t.created_at, t.id) FILTER (WHERE t.is_due))[1],
        'atRisk', (array_agg(json_build_object('name', t.name, 'length', t.current_streak)
          ORDER BY t.current_streak DESC, t.id) FILTER (WHERE t.is_at_risk))[1],
        'limit', (array_agg(json_build_object('name', t.name, 'used', t.used::float8, 'limit', t.limit_amount::float8,
          'period', t.period) ORDER BY t.is_done, t.created_at, t.id) FILTER (WHERE t.is_limit AND t.is_scheduled))[1],
        'value', (array_agg(json_build_object('name', t.name, 'kind', t.kind, 'unit', t.unit,
          'steps', t.steps, 'value', t.current_value::float8, 'progress', t.progress,
          'loggedOn', t.last_entry_on)
          ORDER BY t.last_entry_at DESC NULLS LAST, t.created_at, t.id) FILTER (WHERE t.kind <> 'habit'))[1]) AS facts
    FROM (${TRACKERS_ON_DAY}) t
  ) w
  WHERE a.type = 'tracker'`;
