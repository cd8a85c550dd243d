import { DAY_TARGET_SQL, IS_LIMIT_SQL } from '../days/day-sql.js';

/** Whether a row `t` of `trackers` is due by its schedule on a day; before it begins it is not. */
export function isScheduledSql(date: string, begin = 't.start_date'): string {
  const offset = `${date} - t.schedule_from`;
  return `CASE
      WHEN ${date} < ${begin} THEN false
      WHEN t.rrule IS NULL THEN t.kind = 'habit'
      WHEN ${offset} >= 0 AND ${offset} < length(t.schedule) THEN get_bit(t.schedule, ${offset}) = 1
      ELSE false END`;
}

/**
 * The streak of a row `t` of `trackers` as it counts on a day: a run that was broken before is 0. With a limit it is the
 * periods that were kept and are over.
 */
export function currentStreakSql(date: string): string {
  const days = `least(length(t.kept), greatest(0, ${date} - t.kept_from))`;
  return `CASE
      WHEN t.kept IS NOT NULL THEN bit_count(substring(t.kept FROM 1 FOR ${days}))::int
      WHEN t.next_due_on < ${date} THEN 0
      ELSE t.streak_length END`;
}

/** Whether the day, week or month of a row `t` of `trackers` with a limit was within it at the end of a day. */
export function isWithinLimitSql(date: string): string {
  return `(
      SELECT coalesce(sum(z.sum), 0) <= ${DAY_TARGET_SQL} FROM tracker_days z
      WHERE z.tracker_id = t.id AND NOT z.is_skipped AND NOT t.freezes @> z.date
        AND z.date BETWEEN CASE WHEN coalesce(t.period, 'day') = 'day' THEN ${date} ELSE ${periodSql(date).first} END AND ${date}
    )`;
}

/** Progress of a row `t` of `trackers` in whole percent, on a day whose habit value is `value`. */
export function progressSql(value: string): string {
  return `CASE
      WHEN t.kind <> 'habit' THEN CASE WHEN t.progress < 100 THEN least(99, round(t.progress::numeric))::float8 ELSE t.progress END
      WHEN t.direction = 'up'
        THEN CASE WHEN ${value} >= ${DAY_TARGET_SQL} THEN 100
          ELSE least(99, greatest(0, round(100 * ${value}::numeric / ${DAY_TARGET_SQL}))) END::float8
      END`;
}

/** How many days of a range are frozen in a row `t` of `trackers`. */
export function frozenDaysSql(range: string): string {
  return `(
      SELECT coalesce(sum(upper(r) - lower(r)), 0)::int FROM unnest(t.freezes * datemultirange(${range})) r
    )`;
}

/** After so many days nothing is left of any strength, and beyond it numbers become too small for PostgreSQL. */
const FADED_DAYS = 10_000;

/**
 * Strength of a row `t` of `trackers` on a day, 0 to 1: frozen days since the last entry take nothing from it. With a limit
 * it grows with every day that is over.
 */
export function strengthSql(date: string): string {
  const day = `(CASE WHEN ${IS_LIMIT_SQL} THEN greatest(${date} - 1, t.strength_from) ELSE ${date} END)`;
  const frozen = frozenDaysSql(`daterange(t.strength_from, ${day}, '(]')`);
  const days = `(${day} - t.strength_from - ${frozen})`;
  const known = 'cardinality(t.strengths)';
  const last = `t.strengths[least(${days} + 1, ${known})]`;
  const fade = `power(t.strength_fade, least(${FADED_DAYS}, greatest(0, ${days} + 1 - ${known})))`;
  return `CASE WHEN ${date} >= t.strength_from THEN round((
      CASE WHEN ${IS_LIMIT_SQL} THEN 1 - (1 - ${last}) * ${fade} ELSE ${last} * ${fade} END
    )::numeric, 2)::float8 END`;
}

/** First and last day of the period of a row `t` of `trackers` that a day is in; for a habit of n times a week or month. */
export function periodSql(date: string): { readonly first: string; readonly last: string } {
  const sinceWeekStart = `(extract(isodow FROM ${date})::int + 7
      - array_position(ARRAY['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'], t.week_start)) % 7`;
  const first = `(CASE t.period
      WHEN 'week' THEN ${date} - ${sinceWeekStart}
      ELSE date_trunc('month', ${date}::timestamp)::date END)`;
  const last = `(CASE t.period
      WHEN 'week' THEN ${date} - ${sinceWeekStart} + 6
      ELSE (date_trunc('month', ${date}::timestamp) + interval '1 month - 1 day')::date END)`;
  return { first, last };
}
