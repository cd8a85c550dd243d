import { parseLocalDateTime, type LocalDateTime } from '../../../../../common/time/local-date-time.js';
import type { EventLength } from '../series/calendar-series.js';

/** A date or a time as a file writes it; a date is the midnight that it begins with. */
export interface IcsTime {
  readonly local: LocalDateTime;
  readonly isDate: boolean;
  readonly isUtc: boolean;
}

// A date with a Z is none, and old calendars write it all the same.
const TIME = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})?)?(Z)?$/i;
const DURATION =
  /^([+-])?P(?:(\d{1,5})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,7})M)?(?:(\d{1,9})S)?)?$/i;
const ESCAPED = /\\([\\;,nN:"])/g;
const UNWANTED = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;

/** Reads a DATE or DATE-TIME; null for anything else. */
export function readTime(value: string): IcsTime | null {
  const [, year, month, day, hour, minute, second = '00', zulu] = TIME.exec(value.trim()) ?? [];
  if (year === undefined) return null;
  const clock = hour === undefined ? '00:00' : `${hour}:${minute ?? ''}:${second === '60' ? '59' : second}`;
  try {
    const local = parseLocalDateTime(`${year}-${month ?? ''}-${day ?? ''}T${clock}`);
    return { local, isDate: hour === undefined, isUtc: hour !== undefined && zulu !== undefined };
  } catch {
    return null;
  }
}

/** Reads a DURATION that is not negative; null for anything else. */
export function readDuration(value: string): EventLength | null {
  const match = DURATION.exec(value.trim());
  if (!match || /[PT]$/i.test(value.trim())) return null;
  const [sign, weeks, days, hours, minutes, seconds] = match.slice(1);
  const length = {
    days: Number(weeks ?? 0) * 7 + Number(days ?? 0),
    seconds: Number(hours ?? 0) * 3_600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0),
  };
  return sign === '-' && length.days + length.seconds > 0 ? null : length;
}

/** Reads a TEXT: escapes undone, without control characters other than the ends of lines. */
export function readText(value: string): string {
  return value
    .replace(ESCAPED, (_, character: string) => (character.toLowerCase() === 'n' ? '\n' : character))
    .replace(/\r\n?/g, '\n')
    .replace(UNWANTED, '')
    .toWellFormed()
    .trim();
}
