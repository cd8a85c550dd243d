import { InvalidError } from '../errors/app-error.js';
import {
  fromLocalSeconds,
  parseLocalDateTime,
  toLocalSeconds,
  type LocalDateTime,
} from './local-date-time.js';
import type { LocalDate } from './local-date.js';
import { firstInstantFrom, toInstant, toLocal } from './zone.js';

/** A point in time as callers have it: an instant, or what the wall clock of a zone known elsewhere shows. */
export type Moment = Date | LocalDateTime | LocalDate;

const UTC = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2})?)(\.\d{1,9})?Z$/;

/** Reads an instant with `Z`, or a local time or day without; throws `InvalidError` for anything else. */
export function parseMoment(text: string): Date | LocalDateTime {
  const [, seconds, fraction] = UTC.exec(text) ?? [];
  if (seconds === undefined) return parseLocalDateTime(text);
  return new Date(
    toLocalSeconds(parseLocalDateTime(seconds)) * 1_000 + Math.round(Number(fraction ?? 0) * 1_000),
  );
}

/** The instant at which the zone's clock shows this: before a gap's offset in a gap, the first in an overlap. */
export function instantOf(local: LocalDateTime | LocalDate, timeZone: string): Date {
  return new Date(toInstant(timeZone, toLocalSeconds(local)).at * 1_000);
}

/** What the zone's clock shows at this instant, to the second. */
export function localDateTimeOf(instant: Date, timeZone: string): LocalDateTime {
  return fromLocalSeconds(toLocal(timeZone, Math.floor(instant.getTime() / 1_000)));
}

/** The first whole epoch second that is not before the moment: what a window's bound compares with. */
export function boundOf(moment: Moment, timeZone: string): number {
  if (!(moment instanceof Date)) return firstInstantFrom(timeZone, toLocalSeconds(moment));

  const seconds = Math.ceil(moment.getTime() / 1_000);
  if (Number.isNaN(seconds)) throw new InvalidError('instant_invalid', 'the date is not a moment in time');
  return seconds;
}
