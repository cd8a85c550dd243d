/** SQL expressions for the goal of the tracker at hand: its columns, or parameters. */
export interface GoalSql {
  readonly kind: string;
  readonly direction: string;
  readonly target: string;
}

/** The goal as the columns of a row of `trackers`. */
export function goalColumns(tracker: string): GoalSql {
  return {
    kind: `${tracker}.kind`,
    direction: `${tracker}.direction`,
    target: `${tracker}.target_value`,
  };
}

/**
 * Whether a day is done, as an aggregate over its entries `e`. A habit's entries add up: to at least the target (else
 * 1), or, where less is better, to at most the target (else 0) with something logged, so that silence is no success.
 * Everything else is done when something was logged. Skips have no value and count for nothing.
 */
export function isDoneSql({ kind, direction, target }: GoalSql): string {
  return `CASE
      WHEN ${kind} <> 'habit' THEN count(e.value) > 0
      WHEN ${direction} = 'up' THEN coalesce(sum(e.value) >= coalesce(${target}, 1), false)
      ELSE coalesce(sum(e.value) <= coalesce(${target}, 0), false) END`;
}

/** What a day shows, as an aggregate over its entries `e`: a habit's sum, a scale's mean, a number's last value. */
export function dayValueSql(kind: string): string {
  return `(CASE ${kind}
      WHEN 'habit' THEN sum(e.value)
      WHEN 'scale' THEN avg(e.value)
      ELSE (array_agg(e.value ORDER BY e.logged_at DESC, e.id DESC) FILTER (WHERE NOT e.is_skip))[1] END)::float8`;
}

/** Whether a day was skipped, as an aggregate over its entries `e`; one that is done all the same is done. */
export const IS_SKIPPED_SQL = 'coalesce(bool_or(e.is_skip), false)';

/** Whether a row of `trackers` is due by its schedule on a day; before its start it is not. */
export function isScheduledSql(tracker: string, date: string): string {
  const offset = `${date} - ${tracker}.schedule_from`;
  return `CASE
      WHEN ${date} < ${tracker}.start_date THEN false
      WHEN ${tracker}.rrule IS NULL THEN ${tracker}.kind = 'habit'
      WHEN ${offset} < length(${tracker}.schedule) THEN get_bit(${tracker}.schedule, ${offset}) = 1
      ELSE false END`;
}

/** The streak of a row of `trackers` as it counts on a day: a run that was broken before is 0. */
export function currentStreakSql(tracker: string, date: string): string {
  return `CASE WHEN ${tracker}.next_due_on < ${date} THEN 0 ELSE ${tracker}.streak_length END`;
}

/** Progress of a row of `trackers` in percent, on a day whose habit value is `value`. */
export function progressSql(tracker: string, value: string): string {
  return `CASE
      WHEN ${tracker}.kind <> 'habit' THEN ${tracker}.progress
      WHEN ${tracker}.direction = 'up'
        THEN least(100, greatest(0, round(100 * ${value}::numeric / coalesce(${tracker}.target_value, 1), 6)))::float8
      END`;
}
