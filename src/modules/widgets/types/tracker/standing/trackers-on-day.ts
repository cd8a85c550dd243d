import { DAY_TARGET_SQL, IS_LIMIT_SQL } from '../days/day-sql.js';
import { currentStreakSql, frozenDaysSql, isScheduledSql, periodSql, strengthSql } from './standing-sql.js';

/** One time is no streak yet. */
const SHORTEST_STREAK = 2;

const PERIOD = periodSql('d.date');

/** What skipped days leave of a period's quota, rounded down, as an aggregate over its days `y`. */
function quotaSql(isDone: string, isSkipped: string): string {
  const days = `(${PERIOD.last} - ${PERIOD.first} + 1)`;
  const frozen = frozenDaysSql(`daterange(${PERIOD.first}, ${PERIOD.last}, '[]')`);
  const skipped = `(${frozen} - count(*) FILTER (WHERE ${isDone} AND t.freezes @> y.date)
      + count(*) FILTER (WHERE ${isSkipped} AND NOT ${isDone} AND NOT t.freezes @> y.date))`;
  return `(t.times * greatest(0, ${days} - ${skipped}) / ${days})::int`;
}

/**
 * How many days of a tracker's week or month are done, and so in time, how many its quota asks for, and how much of a limit
 * is used; one look-up by index, none for other trackers.
 */
const PERIOD_SO_FAR = `
  SELECT count(*) FILTER (WHERE y.is_done)::int AS done,
    count(*) FILTER (WHERE y.streak_mark = 'done')::int AS done_in_time,
    coalesce(sum(y.sum) FILTER (WHERE NOT y.is_skipped AND NOT t.freezes @> y.date), 0) AS used,
    ${quotaSql('y.is_done', 'y.is_skipped')} AS quota,
    ${quotaSql(`(y.streak_mark = 'done') IS TRUE`, `(y.streak_mark = 'skipped') IS TRUE`)} AS quota_in_time,
    ${frozenDaysSql(`daterange(d.date, ${PERIOD.last}, '(]')`)} AS frozen_ahead
  FROM tracker_days y
  WHERE y.tracker_id = t.id AND y.date BETWEEN ${PERIOD.first} AND ${PERIOD.last}
  HAVING t.period IN ('week', 'month')`;

/**
 * Every tracker `t` of a condition, with how its day `d (date, now, evening_at)` stands: a look-up by index or two for
 * each. `ends_today` says that a streak would end with the day. Of n times a week or month it would if the days that are
 * left, this one included and frozen ones aside, are no more than those that are wanting; what was logged too late for the
 * streak is wanting to it. Such a streak is at risk from the evening on, if it is longer than one.
 * A habit with a limit is done while it is within it, and never due.
 */
export function trackersOnDaySql(condition: string): string {
  return `
  SELECT t.*, t.ends_today AND d.now >= d.evening_at AS is_at_risk
  FROM (
  SELECT t.*, t.is_open AND coalesce(t.done_in_period < t.quota, true) AS is_due,
    t.is_open AND t.current_streak >= ${SHORTEST_STREAK}
      AND coalesce(t.next_due_on - d.date - t.frozen_ahead < t.quota_in_time - t.in_time_in_period, true) AS ends_today
  FROM (
    SELECT t.*, today.value, coalesce(today.entries, 0) AS entries, rest.is_limit, rest.limit_amount, limited.used,
      CASE WHEN rest.is_limit THEN due.is_scheduled AND NOT rest.is_skipped AND limited.used <= rest.limit_amount
        ELSE coalesce(today.is_done, false) END AS is_done,
      rest.is_skipped, due.is_scheduled, period.done AS done_in_period, period.done_in_time AS in_time_in_period,
      period.quota, period.quota_in_time, period.frozen_ahead,
      due.is_scheduled AND NOT rest.is_limit AND today.is_done IS NOT TRUE AND NOT rest.is_skipped AS is_open,
      ${currentStreakSql('d.date')} AS current_streak, ${strengthSql('d.date')} AS strength
    FROM trackers t
    LEFT JOIN tracker_days today ON today.tracker_id = t.id AND today.date = d.date
    CROSS JOIN LATERAL (
      SELECT coalesce(today.is_skipped, false) OR t.freezes @> d.date AS is_skipped, ${IS_LIMIT_SQL} AS is_limit,
        CASE WHEN ${IS_LIMIT_SQL} THEN ${DAY_TARGET_SQL} END AS limit_amount
    ) rest
    CROSS JOIN LATERAL (SELECT ${isScheduledSql('d.date')} AS is_scheduled) due
    LEFT JOIN LATERAL (${PERIOD_SO_FAR}) period ON true
    CROSS JOIN LATERAL (SELECT coalesce(period.used, today.sum, 0) AS used) limited
    WHERE ${condition}
  ) t
  ) t`;
}
