import { dateOf } from '../../../../../common/time/local-date-time.js';
import type { EventLength } from '../series/calendar-series.js';
import type { IcsProperty } from './components.js';
import type { EventProperties } from './event-properties.js';
import type { PlacedTime } from './calendar-clocks.js';
import { daysFrom } from './time-reader.js';
import { readDuration } from './values.js';

const MOST_DAYS = 3_660;

/** Reads how long an event lasts that begins at this time. */
export function readLength(event: EventProperties, start: PlacedTime): EventLength {
  const end = event.one('DTEND');
  if (end) return lengthTo(event, start, event.placed(end), end);
  const duration = event.one('DURATION');
  if (!duration) return start.isDate ? { days: 1, seconds: 0 } : { days: 0, seconds: 0 };
  return checkedLength(event, start, readDuration(duration.value), duration);
}

/** How long it is from one time to another. */
export function lengthTo(
  event: EventProperties,
  start: PlacedTime,
  end: PlacedTime,
  property: IcsProperty,
): EventLength {
  const [first, last] = [dateOf(start.local), dateOf(end.local)];
  if (start.isDate && last >= first) return { days: daysFrom(first, last), seconds: 0 };
  const clock = end.isDate ? { ...end, timeZone: start.timeZone } : end;
  const { times } = event;
  const seconds = (times.instantOf(clock).getTime() - times.instantOf(start).getTime()) / 1_000;
  return checkedLength(event, start, seconds < 0 ? null : { days: 0, seconds }, property);
}

/** A length that an event may have; none where it is negative or without end, which is noted. */
export function checkedLength(
  { note }: EventProperties,
  start: PlacedTime,
  length: EventLength | null,
  property: IcsProperty,
): EventLength {
  if (length === null || length.days > MOST_DAYS || length.seconds > MOST_DAYS * 86_400) {
    note(property.line, 'the event ends before it begins, or never: it was taken without a length');
    return start.isDate ? { days: 1, seconds: 0 } : { days: 0, seconds: 0 };
  }
  if (!start.isDate) return length;
  return { days: Math.max(1, length.days + Math.floor(length.seconds / 86_400)), seconds: 0 };
}
