import type { LocalDate } from '../../common/time/local-date.js';
import { userDayStarts, userEvening, type DayRules } from '../../common/time/user-day.js';

/** How many days `day.day_starts` bounds: the day itself and the week after it. */
const DAYS_BOUNDED = 8;

/** Whose day, and the present moment. */
export interface WidgetDay extends DayRules {
  readonly userId: string;
  readonly date: LocalDate;
  readonly now: Date;
}

/**
 * The CTE `day` that the fragments of widget types read: the user's local day, the present moment, when the evening of
 * the day begins, and where each of the coming days begins (`day_starts[1]` is `starts_at`). Its parameters are `$1` and
 * `$3` to `$6` of the statement.
 */
export const WIDGET_DAY_SQL = `day (user_id, date, starts_at, ends_at, now, evening_at, day_starts) AS (
  SELECT $1::uuid, $4::date, ($5::timestamptz[])[1], ($5::timestamptz[])[2], $3::timestamptz, $6::timestamptz,
    $5::timestamptz[]
)`;

/** The parameters of a statement with the CTE `day`: its own second one, then those that follow the day's. */
export function widgetDayValues(day: WidgetDay, second: unknown, others: readonly unknown[] = []): unknown[] {
  const { userId, now, date } = day;
  return [
    userId,
    second,
    now,
    date,
    userDayStarts(date, day, DAYS_BOUNDED),
    userEvening(date, day),
    ...others,
  ];
}
