import { InvalidError } from '../errors/app-error.js';

declare const brand: unique symbol;

/** A time of the wall clock, `HH:MM` from 00:00 to 23:59; as text it sorts by time. */
export type LocalTime = string & { readonly [brand]: 'LocalTime' };

const PATTERN = /^(?:[01]\d|2[0-3]):[0-5]\d$/;

/** Whether the text is a time of the wall clock. */
export function isLocalTime(text: string): text is LocalTime {
  return PATTERN.test(text);
}

/** Reads a time; throws `InvalidError` for anything but `HH:MM`. */
export function parseLocalTime(text: string): LocalTime {
  if (!isLocalTime(text)) throw new InvalidError('time_invalid', 'write the time as HH:MM, such as 07:30');
  return text;
}

/** Seconds since midnight on the wall clock. */
export function secondOfDay(time: LocalTime): number {
  return Number(time.slice(0, 2)) * 3_600 + Number(time.slice(3, 5)) * 60;
}
