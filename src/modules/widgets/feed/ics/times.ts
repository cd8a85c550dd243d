import { createHash } from 'node:crypto';
import {
  fromLocalSeconds,
  toLocalSeconds,
  type LocalDateTime,
} from '../../../../common/time/local-date-time.js';
import { addDays, type LocalDate } from '../../../../common/time/local-date.js';
import { instantOf, localDateTimeOf } from '../../../../common/time/moment.js';
import { isZoneRules, parseZoneRules } from '../../../../common/time/zone-rules.js';
import type { ClockTime, EntryOccurrence, EntryTime } from '../../calendar-source.contract.js';
import type { ContentLine } from './content-line.js';

const MARK_LENGTH = 8;
const UTC_NAMES: ReadonlySet<string> = new Set(['UTC', 'Etc/UTC']);

/** Whether times of the zone are written as UTC, which needs no description of the zone. */
export function isUtc(timeZone: string): boolean {
  return UTC_NAMES.has(timeZone);
}

/** An instant, `20260302T080000Z`. */
export function utcValue(instant: Date): string {
  return `${clockValue(fromLocalSeconds(Math.floor(instant.getTime() / 1_000)))}Z`;
}

/** A reading of the clock without its zone, `20260302T080000`. */
export function clockValue(local: LocalDateTime): string {
  const [date = '', time = ''] = local.replace(/[-:]/g, '').split('T');
  return `${date}T${time.padEnd(6, '0')}`;
}

/** A property of occurrences of a series, or of one entry's time: `DTSTART`, `EXDATE`, `RECURRENCE-ID`. */
export function timesLine(name: string, time: EntryTime, at: readonly EntryOccurrence[]): ContentLine {
  if (time.isAllDay) return [`${name};VALUE=DATE`, at.map(dateValue).join(',')];
  const values = at.map((local) => clockValue(clockOf(local)));
  if (isUtc(time.timeZone)) return [name, values.map((value) => `${value}Z`).join(',')];
  return [`${name};TZID=${zoneIdOf(time.timeZone)}`, values.join(',')];
}

/** What a file calls a zone: of one that only another file defines, its name there, with a mark that no other one has. */
export function zoneIdOf(timeZone: string): string {
  if (!isZoneRules(timeZone)) return timeZone;
  const name = parseZoneRules(timeZone)
    .name.replace(/[;:,"\\\p{Cc}]+/gu, ' ')
    .trim();
  const mark = createHash('sha256').update(timeZone).digest('hex').slice(0, MARK_LENGTH);
  return `${name} (${mark})`;
}

/** When an entry begins and ends. Its end is left out where it has no length, as RFC 5545 has it. */
export function spanLines(time: EntryTime): ContentLine[] {
  const start = timesLine('DTSTART', time, [time.starts]);
  if (time.isAllDay) return [start, timesLine('DTEND', time, [addDays(time.starts, time.days)])];
  const { days, seconds } = time.length;
  // Only a duration says that days are those of the wall clock, also where a later occurrence meets its change.
  if (days > 0) return [start, ['DURATION', `P${days}D${seconds > 0 ? `T${seconds}S` : ''}`]];
  return seconds > 0 ? [start, timesLine('DTEND', time, [endOf(time, seconds)])] : [start];
}

function endOf({ starts, timeZone }: ClockTime, seconds: number): LocalDateTime {
  return localDateTimeOf(new Date(instantOf(starts, timeZone).getTime() + seconds * 1_000), timeZone);
}

function dateValue(occurrence: EntryOccurrence): string {
  return occurrence.slice(0, 'YYYY-MM-DD'.length).replace(/-/g, '');
}

function clockOf(occurrence: LocalDate | LocalDateTime): LocalDateTime {
  return fromLocalSeconds(toLocalSeconds(occurrence));
}
