import { currentStreakSql, isScheduledSql, periodSql, strengthSql } from './standing-sql.js';

const PERIOD = periodSql('d.date');

/** How many days of a tracker's week or month are done, and so in time; one look-up by index, none for other trackers. */
const PERIOD_SO_FAR = `
  SELECT count(*) FILTER (WHERE y.is_done)::int AS done,
    count(*) FILTER (WHERE y.streak_mark = 'done')::int AS done_in_time
  FROM tracker_days y
  WHERE y.tracker_id = t.id AND y.date BETWEEN ${PERIOD.first} AND ${PERIOD.last}
  HAVING t.period IN ('week', 'month')`;

/**
 * Every tracker `t` of a condition, with how its day `d` stands: a look-up by index or two for each. A streak is at risk
 * where it would end with the day. Of n times a week or month it would where the days that are left, this one included,
 * are no more than those that are wanting; what was logged too late for the streak is wanting to it.
 */
export function trackersOnDaySql(condition: string): string {
  return `
  SELECT t.*, t.is_open AND coalesce(t.done_in_period < t.times, true) AS is_due,
    t.is_open AND t.current_streak > 0
      AND coalesce(t.next_due_on - d.date < t.times - t.in_time_in_period, true) AS is_at_risk
  FROM (
    SELECT t.*, today.value, coalesce(today.entries, 0) AS entries, coalesce(today.is_done, false) AS is_done,
      rest.is_skipped, due.is_scheduled, period.done AS done_in_period, period.done_in_time AS in_time_in_period,
      due.is_scheduled AND today.is_done IS NOT TRUE AND NOT rest.is_skipped AS is_open,
      ${currentStreakSql('d.date')} AS current_streak, ${strengthSql('d.date')} AS strength
    FROM trackers t
    LEFT JOIN tracker_days today ON today.tracker_id = t.id AND today.date = d.date
    CROSS JOIN LATERAL (SELECT coalesce(today.is_skipped, false) OR t.freezes @> d.date AS is_skipped) rest
    CROSS JOIN LATERAL (SELECT ${isScheduledSql('d.date')} AS is_scheduled) due
    LEFT JOIN LATERAL (${PERIOD_SO_FAR}) period ON true
    WHERE ${condition}
  ) t`;
}
