import { civilOf } from '../time/civil.js';
import { daysBetween, dayOfWeek, parseLocalDate, toEpochDay, type LocalDate } from '../time/local-date.js';
import { localDateTimeOf } from '../time/moment.js';
import { oneLine } from './one-line.js';

/** A name longer than this would leave no room for what is said about it. */
const MAX_NAME = 40;
const WEEK = 7;

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/** What a user called something, in quotation marks, so that it can't pass for words of ours. */
export function named(name: string): string {
  return `“${oneLine(name.replaceAll(/[“”]/g, "'"), MAX_NAME) || 'Untitled'}”`;
}

/** `1 task`, `2 tasks`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(parts: readonly string[]): string {
  const last = parts.at(-1) ?? '';
  return parts.length > 1 ? `${parts.slice(0, -1).join(', ')} and ${last}` : last;
}

/** The text with a capital letter in front. */
export function capitalized(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** A day as somebody would say it on `today`: `today`, `tomorrow`, `on Friday`, `on 3 March`. */
export function dayWords(date: LocalDate, today: LocalDate): string {
  const days = daysBetween(today, date);
  if (days === 0) return 'today';
  if (days === 1) return 'tomorrow';
  if (days === -1) return 'yesterday';
  const weekday = WEEKDAYS[dayOfWeek(date) - 1] ?? '';
  // Whether it lies ahead or behind is said by the verb.
  if (Math.abs(days) < WEEK) return `on ${weekday}`;
  const { year, month, day } = civilOf(toEpochDay(date));
  const ofYear = year === civilOf(toEpochDay(today)).year ? '' : ` ${year}`;
  return `on ${day} ${MONTHS[month - 1] ?? ''}${ofYear}`;
}

/** Like dayWords(), for how long something has been so: `yesterday`, `Friday`, `3 March`. */
export function sinceWords(date: LocalDate, today: LocalDate): string {
  return dayWords(date, today).replace(/^on /, '');
}

/** The wall-clock time of a moment, `HH:MM`. */
export function clockWords(at: Date, timeZone: string): string {
  return localDateTimeOf(at, timeZone).slice(11, 16);
}

/** When something is as somebody would say it: `at 10:00` on the day itself, else `tomorrow at 10:00`. */
export function momentWords(at: Date, { date, timeZone }: { date: LocalDate; timeZone: string }): string {
  const local = localDateTimeOf(at, timeZone);
  const on = parseLocalDate(local.slice(0, 10));
  const time = `at ${local.slice(11, 16)}`;
  return on === date ? time : `${dayWords(on, date)} ${time}`;
}

/** How far a day lies ahead: `today`, `tomorrow`, `in 3 days`. */
export function aheadWords(date: LocalDate, today: LocalDate): string {
  const days = daysBetween(today, date);
  return days > 1 ? `in ${days} days` : dayWords(date, today);
}
