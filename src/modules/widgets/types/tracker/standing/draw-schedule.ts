import {
  addDays,
  addMonths,
  daysBetween,
  parseLocalDate,
  toEpochDay,
  type LocalDate,
} from '../../../../../common/time/local-date.js';
import { occurrenceDates } from '../../../../../common/time/recurrence/occurrence-dates.js';
import { parseDateRule } from '../../../../../common/time/recurrence/parse.js';
import type { Rule } from '../../../../../common/time/recurrence/rule.js';
import type { DrawnSchedule } from './schedule.js';

/** How far back streaks look. */
export const HISTORY_YEARS = 10;

/** How far ahead a rule is drawn; a tracker that nobody touches for so long is no longer due. */
export const HORIZON_YEARS = 5;

/** What a tracker's schedule is made from. */
export interface ScheduleDefinition {
  readonly rrule: string | null;
  readonly startDate: LocalDate;
}

/** A day and the first day of its history. */
interface Span {
  readonly firstOn: LocalDate | null;
  readonly today: LocalDate;
}

/** How far ahead the kept days of a limit are drawn: whoever quit something has nothing to log for decades. */
const KEPT_YEARS = 25;

const NOT_DRAWN: DrawnSchedule = { schedule: null, scheduleFrom: null };
// From 1901 to 2099 the calendar of a year comes back after 28 years.
const CALENDAR_CYCLE_DAYS = 10_227;
const EARLIEST_START = parseLocalDate('1901-01-01');

/** The first day that streaks look at. */
export function historyStart(today: LocalDate): LocalDate {
  return addMonths(today, -12 * HISTORY_YEARS);
}

/** The last day, by its number, until which the kept days of a limit are drawn. */
export function keptUntil(begin: LocalDate, today: LocalDate): number {
  return toEpochDay(addMonths(begin > today ? begin : today, 12 * KEPT_YEARS));
}

/**
 * The present drawing where it still covers the first entry and the years to come, else a new one. So a rule is expanded
 * when it is set, about once a year, and when something is logged for a day before the schedule's first.
 */
export function drawnSchedule(
  { rrule, startDate, schedule, scheduleFrom }: ScheduleDefinition & DrawnSchedule,
  { firstOn, today }: Span,
): DrawnSchedule {
  if (rrule === null) return NOT_DRAWN;
  const from = firstOn !== null && firstOn < startDate ? firstOn : startDate;
  const ahead = startDate > today ? startDate : today;
  const present = { schedule, scheduleFrom };
  if (covers(present, from, addMonths(ahead, 12 * (HORIZON_YEARS - 1)))) return present;
  return {
    schedule: draw({ rrule, startDate }, from, addMonths(ahead, 12 * HORIZON_YEARS)),
    scheduleFrom: from,
  };
}

function covers({ schedule, scheduleFrom }: DrawnSchedule, from: LocalDate, until: LocalDate): boolean {
  if (schedule === null || scheduleFrom === null) return false;
  return scheduleFrom <= from && addDays(scheduleFrom, schedule.length) > until;
}

function draw(
  { rrule, startDate }: { rrule: string; startDate: LocalDate },
  from: LocalDate,
  before: LocalDate,
): string {
  const rule = parseDateRule(rrule);
  const limit = daysBetween(from, before);
  const series = { rule, start: startNoLaterThan(from, rule, startDate) };
  // A step for each day and period of a few decades: no rule is too expensive for that.
  const { dates } = occurrenceDates(series, { from, before, limit });

  const days = new Set(dates.map(toEpochDay));
  const first = toEpochDay(from);
  return Array.from({ length: limit }, (_, i) => (days.has(first + i) ? '1' : '0')).join('');
}

/**
 * A start of the same series that is not after `from`, so that what was logged for days before the tracker was made
 * counts too: earlier by whole periods, and so many that months and weekdays come back. A series that is counted has
 * only its own start, and so have those whose periods are longer than any history.
 */
function startNoLaterThan(
  from: LocalDate,
  { frequency, interval, count }: Rule,
  startDate: LocalDate,
): LocalDate {
  const step = (frequency === 'DAILY' ? 1 : frequency === 'WEEKLY' ? 7 : CALENDAR_CYCLE_DAYS) * interval;
  const back = Math.ceil(daysBetween(from, startDate) / step) * step;
  const isPossible = count === null && back <= daysBetween(EARLIEST_START, startDate);
  return isPossible ? addDays(startDate, -back) : startDate;
}
