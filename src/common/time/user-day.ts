import { SECONDS_PER_DAY } from './civil.js';
import { fromEpochDay, toEpochDay, type LocalDate } from './local-date.js';
import { parseLocalTime, secondOfDay } from './local-time.js';
import { firstInstantFrom, toLocal } from './zone.js';

const EVENING = 18 * 3_600;

/** What decides a user's days: the zone whose clock counts, and when on that clock (`HH:MM`) a new day begins. */
export interface DayRules {
  readonly timeZone: string;
  readonly dayStart: string;
}

/** A day in UTC: from `start` (included) to `end` (excluded); 23 or 25 hours where the clock changes. */
export interface DayBounds {
  readonly start: Date;
  readonly end: Date;
}

/** The day that this instant belongs to for the user: the date on the wall clock minus `dayStart`; it never goes back. */
export function userDay(instant: Date, rules: DayRules): LocalDate {
  const at = Math.floor(instant.getTime() / 1_000);
  const shifted = toLocal(rules.timeZone, at) - secondOfDay(parseLocalTime(rules.dayStart));
  const day = Math.floor(shifted / SECONDS_PER_DAY);

  // A clock that is set back over the beginning of a day does not take back the day that has begun.
  return fromEpochDay(startOf(day + 1, rules) <= at ? day + 1 : day);
}

/** The instants that are this day for the user; none for a day that a zone skipped. */
export function userDayBounds(date: LocalDate, rules: DayRules): DayBounds {
  const day = toEpochDay(date);
  return { start: new Date(startOf(day, rules) * 1_000), end: new Date(startOf(day + 1, rules) * 1_000) };
}

/** The beginnings of this day and of the days after it, and the end of the last: `count + 1` moments. */
export function userDayStarts(date: LocalDate, rules: DayRules, count: number): Date[] {
  const day = toEpochDay(date);
  return Array.from({ length: count + 1 }, (_, i) => new Date(startOf(day + i, rules) * 1_000));
}

/** The evening of this day: six o'clock on the user's clock, on the next date if the day begins later than that. */
export function userEvening(date: LocalDate, { timeZone, dayStart }: DayRules): Date {
  const isNextDate = secondOfDay(parseLocalTime(dayStart)) > EVENING;
  const local = (toEpochDay(date) + (isNextDate ? 1 : 0)) * SECONDS_PER_DAY + EVENING;
  return new Date(firstInstantFrom(timeZone, local) * 1_000);
}

function startOf(epochDay: number, { timeZone, dayStart }: DayRules): number {
  return firstInstantFrom(timeZone, epochDay * SECONDS_PER_DAY + secondOfDay(parseLocalTime(dayStart)));
}
