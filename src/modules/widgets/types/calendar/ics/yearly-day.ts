import { remainder, SECONDS_PER_DAY } from '../../../../../common/time/civil.js';
import { toLocalSeconds, type LocalDateTime } from '../../../../../common/time/local-date-time.js';
import type { Rule } from '../../../../../common/time/recurrence/rule.js';
import type { YearlyChange } from '../../../../../common/time/zone-rules.js';

/** Which day of each year, and which second of it. */
export type YearlyDay = Pick<YearlyChange, 'month' | 'weekday' | 'day' | 'second'>;

const WEEK = 7;
// Every month has a first to fourth weekday, and a last to fourth-last.
const MOST_ORDINAL = 4;
const SHORTEST_MONTH = 28;

/** The day that a yearly rule names each year; null for a rule that names other days than clocks are usually set on. */
export function yearlyDayOf(rule: Rule, start: LocalDateTime): YearlyDay | null {
  const { interval, byMonth, byDay, byMonthDay } = rule;
  const others = [
    rule.byWeekNo,
    rule.byYearDay,
    rule.byHour,
    rule.byMinute,
    rule.bySecond,
    rule.bySetPos,
  ].flat();
  const [month = Number(start.slice(5, 7)), anotherMonth] = byMonth;
  const [weekday, anotherWeekday] = byDay;
  if (interval !== 1 || others.length > 0 || anotherMonth !== undefined || anotherWeekday) return null;

  const base = { month, second: remainder(toLocalSeconds(start), SECONDS_PER_DAY) };
  const [first = Number(start.slice(8, 10))] = byMonthDay;
  if (!weekday) return isFixed(byMonthDay, first) ? { ...base, weekday: 0, day: first } : null;
  // Without its month, the n-th weekday is that of the year.
  if (byMonth.length === 0) return null;
  const { ordinal } = weekday;
  if (ordinal === null) return isWeek(byMonthDay) ? { ...base, weekday: weekday.weekday, day: first } : null;
  if (byMonthDay.length > 0 || Math.abs(ordinal) > MOST_ORDINAL) return null;
  const day = ordinal > 0 ? WEEK * (ordinal - 1) + 1 : WEEK * (ordinal + 1) - 1;
  return { ...base, weekday: weekday.weekday, day };
}

function isFixed(byMonthDay: readonly number[], day: number): boolean {
  return byMonthDay.length <= 1 && day > 0 && day <= SHORTEST_MONTH;
}

/** Whether the days are those of seven in a row, so that one of them is the weekday. */
function isWeek(days: readonly number[]): boolean {
  const [first = 0] = days;
  const isRow = days.length === WEEK && days.every((day, index) => day === first + index);
  return isRow && first > 0 && first + WEEK - 1 <= SHORTEST_MONTH;
}
