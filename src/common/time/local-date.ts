import { InvalidError } from '../errors/app-error.js';
import { civilOf, daysInMonth, epochDayOf, weekdayOf, weekStartOf, type Weekday } from './civil.js';

declare const brand: unique symbol;

/** A day of the calendar without a zone, `YYYY-MM-DD`, from 0001-01-01 to 9999-12-31; as text it sorts by time. */
export type LocalDate = string & { readonly [brand]: 'LocalDate' };

const PATTERN = /^\d{4}-\d{2}-\d{2}$/;

/** Whether the text is a day that exists. */
export function isLocalDate(text: string): text is LocalDate {
  if (!PATTERN.test(text)) return false;
  const { year, month, day } = partsOf(text);
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/** Reads a day; throws `InvalidError` for anything but a day that exists. */
export function parseLocalDate(text: string): LocalDate {
  if (!isLocalDate(text))
    throw new InvalidError('date_invalid', 'write the date as YYYY-MM-DD, such as 2026-05-31');
  return text;
}

/** The number of the day, counted from 1970-01-01 as 0. */
export function toEpochDay(date: LocalDate): number {
  const { year, month, day } = partsOf(date);
  return epochDayOf(year, month, day);
}

/** The day with this number; throws `InvalidError` outside of the years 1 to 9999. */
export function fromEpochDay(epochDay: number): LocalDate {
  return compose(civilOf(epochDay));
}

/** The day that many days later, or earlier for a negative number. */
export function addDays(date: LocalDate, days: number): LocalDate {
  return fromEpochDay(toEpochDay(date) + days);
}

/** The same day of the month that many months later; the last day where the month is too short. */
export function addMonths(date: LocalDate, months: number): LocalDate {
  const { year, month, day } = partsOf(date);
  const index = year * 12 + (month - 1) + months;
  const target = { year: Math.floor(index / 12), month: index - Math.floor(index / 12) * 12 + 1 };
  return compose({ ...target, day: Math.min(day, daysInMonth(target.year, target.month)) });
}

/** How many days `to` is after `from`; negative when it is before. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return toEpochDay(to) - toEpochDay(from);
}

/** Negative, zero or positive as the first day is before, the same as or after the second. */
export function compareDates(a: LocalDate, b: LocalDate): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** The day of the week, 1 (Monday) to 7 (Sunday). */
export function dayOfWeek(date: LocalDate): Weekday {
  return weekdayOf(toEpochDay(date));
}

/** The day on which the week of this day begins, for weeks that begin on `weekStart`. */
export function startOfWeek(date: LocalDate, weekStart: Weekday): LocalDate {
  return fromEpochDay(weekStartOf(toEpochDay(date), weekStart));
}

function partsOf(text: string): { year: number; month: number; day: number } {
  return { year: Number(text.slice(0, 4)), month: Number(text.slice(5, 7)), day: Number(text.slice(8, 10)) };
}

function compose(parts: { year: number; month: number; day: number }): LocalDate {
  const text = `${padded(parts.year, 4)}-${padded(parts.month, 2)}-${padded(parts.day, 2)}`;
  if (!isLocalDate(text)) {
    throw new InvalidError('date_out_of_range', 'a date must lie between 0001-01-01 and 9999-12-31');
  }
  return text;
}

function padded(value: number, length: number): string {
  return String(value).padStart(length, '0');
}
