import { InvalidError } from '../errors/app-error.js';
import { epochDayOf, remainder, SECONDS_PER_DAY } from './civil.js';
import { fromEpochDay, isLocalDate, type LocalDate } from './local-date.js';
import type { LocalTime } from './local-time.js';

declare const brand: unique symbol;

/** A reading of the wall clock without a zone: `YYYY-MM-DDTHH:MM`, with `:SS` only where seconds are not 0. */
export type LocalDateTime = string & { readonly [brand]: 'LocalDateTime' };

const CANONICAL_TIME = /^T(?:[01]\d|2[0-3]):[0-5]\d(?::(?!00)[0-5]\d)?$/;

/** Reads `YYYY-MM-DDTHH:MM[:SS]`, or a day alone as its midnight; throws `InvalidError` for anything else. */
export function parseLocalDateTime(text: string): LocalDateTime {
  const canonical = (isLocalDate(text) ? `${text}T00:00` : text).replace(/(T\d{2}:\d{2}):00$/, '$1');
  if (!isLocalDateTime(canonical)) {
    throw new InvalidError(
      'local_time_invalid',
      'write the local time as YYYY-MM-DDTHH:MM, such as 2026-05-31T07:30',
    );
  }
  return canonical;
}

/** The day and the time put together. */
export function atTime(date: LocalDate, time: LocalTime): LocalDateTime {
  return parseLocalDateTime(`${date}T${time}`);
}

/** The day of this reading of the clock. */
export function dateOf(local: LocalDateTime): LocalDate {
  return fromEpochDay(Math.floor(toLocalSeconds(local) / SECONDS_PER_DAY));
}

/** Seconds from 1970-01-01T00:00 on the same wall clock; a day alone counts as its midnight. */
export function toLocalSeconds(local: LocalDateTime | LocalDate): number {
  const [year, month, day, hour, minute, second] = [
    Number(local.slice(0, 4)),
    Number(local.slice(5, 7)),
    Number(local.slice(8, 10)),
    Number(local.slice(11, 13)),
    Number(local.slice(14, 16)),
    Number(local.slice(17, 19)),
  ];
  return epochDayOf(year, month, day) * SECONDS_PER_DAY + hour * 3_600 + minute * 60 + second;
}

/** The wall clock that many seconds after 1970-01-01T00:00; throws `InvalidError` outside of the years 1 to 9999. */
export function fromLocalSeconds(seconds: number): LocalDateTime {
  const second = remainder(seconds, SECONDS_PER_DAY);
  const date = fromEpochDay((seconds - second) / SECONDS_PER_DAY);
  const clock = [Math.floor(second / 3_600), Math.floor(second / 60) % 60, second % 60];
  return parseLocalDateTime(`${date}T${clock.map((part) => String(part).padStart(2, '0')).join(':')}`);
}

function isLocalDateTime(text: string): text is LocalDateTime {
  return isLocalDate(text.slice(0, 10)) && CANONICAL_TIME.test(text.slice(10));
}
