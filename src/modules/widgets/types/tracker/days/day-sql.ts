/** Whether a row `t` of `trackers` is a habit with a limit, of which less is better. */
export const IS_LIMIT_SQL = `(t.kind = 'habit' AND t.direction = 'down')`;

/** Whether the days of a row `t` of `trackers` are ticked or not, as `isYesNo` says. */
export const IS_YES_NO_SQL = `(t.kind = 'habit' AND t.unit IS NULL AND CASE
    WHEN t.direction = 'down' AND coalesce(t.target_value, 1) * coalesce(t.times, t.target_value, 0) = 0 THEN true
    WHEN coalesce(t.target_value, 1) <> 1 THEN false
    WHEN t.direction = 'down' THEN coalesce(t.period, 'day') <> 'day'
    ELSE coalesce(t.period, 'week') <> 'day' OR t.times = 1 END)`;

/** What a habit's day needs, or its day, week or month is allowed where it has a limit, of a row `t` of `trackers`. */
export const DAY_TARGET_SQL = `(CASE
    WHEN t.direction = 'down' AND t.times IS NULL THEN coalesce(t.target_value, 0)
    WHEN t.direction = 'down' THEN coalesce(t.target_value, 1) * t.times
    WHEN t.period = 'day' THEN coalesce(t.target_value, 1) * t.times
    ELSE coalesce(t.target_value, 1) END)`;

/**
 * Whether the day between two days with entries was taken away by a journey, as over the date line: from the last entry
 * before it to the first after it, it was no longer than the shortest day that a clock makes.
 */
export function isTakenAwaySql(lastBefore: string, firstAfter: string): string {
  return `${firstAfter} - ${lastBefore} <= interval '23 hours'`;
}

const IN_TIME = 'e.recorded_on - e.local_date <= coalesce(t.repair_days, 2147483647)';

/** Whether a day is done by these of its values, see below. */
function isDoneSql(condition: string): string {
  return `CASE
    WHEN t.kind <> 'habit' THEN count(e.value) FILTER (WHERE ${condition}) > 0
    WHEN t.direction = 'up' THEN coalesce(sum(e.value) FILTER (WHERE ${condition}) >= ${DAY_TARGET_SQL}, false)
    ELSE coalesce(sum(e.value) <= ${DAY_TARGET_SQL} AND NOT bool_or(e.is_skip), false) END`;
}

/**
 * Whether a day is done, as an aggregate over its entries `e` by the goal of the tracker `t`. A habit's entries add up:
 * to at least the target, or, where less is better, to at most the limit on a day that is not skipped; days without
 * entries keep it too, but have no row. Everything else is done when something was logged. Skips have no value.
 */
export const IS_DONE_SQL = isDoneSql('true');

/** Whether a day was skipped, as an aggregate over its entries `e`; one that is done all the same is done. */
export const IS_SKIPPED_SQL = 'coalesce(bool_or(e.is_skip), false)';

/**
 * What a day is for the streak, as an aggregate: as above, but only by what was logged within the repair window. What
 * exceeds a limit counts whenever it is logged; only skips of it have to be in time.
 */
export const STREAK_MARK_SQL = `CASE
    WHEN ${IS_LIMIT_SQL} AND bool_or(e.is_skip) FILTER (WHERE ${IN_TIME}) THEN 'skipped'
    WHEN ${IS_LIMIT_SQL} THEN CASE WHEN sum(e.value) <= ${DAY_TARGET_SQL} THEN 'done' END
    WHEN ${isDoneSql(IN_TIME)} THEN 'done'
    WHEN bool_or(e.is_skip) FILTER (WHERE ${IN_TIME}) THEN 'skipped' END`;

/**
 * How much of its goal a day has, as an aggregate, 0 to 1. Beyond a limit it falls by the share that is too much, so that
 * twice as much as is allowed is worth nothing.
 */
export const CREDIT_SQL = `(CASE
    WHEN count(e.value) = 0 THEN 0
    WHEN t.kind <> 'habit' THEN 1
    WHEN t.direction = 'up' THEN least(1, greatest(0, sum(e.value) / ${DAY_TARGET_SQL}))
    WHEN sum(e.value) <= ${DAY_TARGET_SQL} THEN 1
    ELSE greatest(0, 2 - sum(e.value) / nullif(${DAY_TARGET_SQL}, 0)) END)::float8`;

/** What a day shows, as an aggregate over its entries `e`: a habit's sum, a scale's mean, a number's last value. */
export const DAY_VALUE_SQL = `(CASE t.kind
    WHEN 'habit' THEN sum(e.value)
    WHEN 'scale' THEN round(avg(e.value), 2)
    ELSE (array_agg(e.value ORDER BY e.logged_at DESC, e.id DESC) FILTER (WHERE NOT e.is_skip))[1] END)::float8`;
