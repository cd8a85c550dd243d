import { currentStreakSql, isScheduledSql, periodSql, strengthSql } from './standing-sql.js';

const PERIOD = periodSql('d.date');

/** How many days of a tracker's week or month are done; one look-up by index, and none for other trackers. */
const DONE_IN_PERIOD = `
  SELECT CASE WHEN t.period IN ('week', 'month') THEN (
    SELECT count(*)::int FROM tracker_days y
    WHERE y.tracker_id = t.id AND y.is_done AND y.date BETWEEN ${PERIOD.first} AND ${PERIOD.last}
  ) END AS done_in_period`;

/**
 * Every tracker `t` of a condition, with how its day `d` stands: a look-up by index or two for each. A streak is at risk
 * where it would end with the day. Of n times a week or month it would where the days that are left, this one included,
 * are no more than those that are wanting.
 */
export function trackersOnDaySql(condition: string): string {
  return `
  SELECT t.*, t.is_due AND t.current_streak > 0
    AND coalesce(t.next_due_on - d.date < t.times - t.done_in_period, true) AS is_at_risk
  FROM (
    SELECT t.*, today.value, coalesce(today.entries, 0) AS entries, coalesce(today.is_done, false) AS is_done,
      rest.is_skipped, due.is_scheduled, quota.done_in_period,
      due.is_scheduled AND today.is_done IS NOT TRUE AND NOT rest.is_skipped
        AND coalesce(quota.done_in_period < t.times, true) AS is_due,
      ${currentStreakSql('d.date')} AS current_streak, ${strengthSql('d.date')} AS strength
    FROM trackers t
    LEFT JOIN tracker_days today ON today.tracker_id = t.id AND today.date = d.date
    CROSS JOIN LATERAL (SELECT coalesce(today.is_skipped, false) OR t.freezes @> d.date AS is_skipped) rest
    CROSS JOIN LATERAL (SELECT ${isScheduledSql('d.date')} AS is_scheduled) due
    CROSS JOIN LATERAL (${DONE_IN_PERIOD}) quota
    WHERE ${condition}
  ) t`;
}
