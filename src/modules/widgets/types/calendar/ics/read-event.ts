import { createHash } from 'node:crypto';
import { toLocalSeconds } from '../../../../../common/time/local-date-time.js';
import { TEXT_LENGTHS } from '../calendar.settings.js';
import type { EventSchedule, EventTexts } from '../series/calendar-series.js';
import type { IcsComponent } from './components.js';
import { EventProperties, UnreadableEvent } from './event-properties.js';
import { readLength } from './read-length.js';
import { readSeries } from './read-series.js';
import type { PlacedTime } from './calendar-clocks.js';
import type { TimeReader } from './time-reader.js';
import { readText, readTime } from './values.js';

const FOLLOWING = 'THISANDFUTURE';
const LARGEST_SEQUENCE = 2_147_483_647; // what its column holds

/** A VEVENT that can be taken: an event, or one occurrence of an event that was changed. */
export interface ReadEvent {
  readonly line: number;
  readonly uid: string;
  readonly sequence: number;
  /** When it was written, in epoch seconds. */
  readonly stamp: number;
  readonly isCancelled: boolean;
  readonly texts: EventTexts;
  /** Whether the file says what it is about. */
  readonly hasTitle: boolean;
  readonly schedule: EventSchedule;
  /** Which occurrence it changes, as the file's time; null for an event. */
  readonly changes: PlacedTime | null;
  /** Whether it changes all later occurrences too. */
  readonly isForFollowing: boolean;
}

/** Reads a VEVENT; `note` is told of what is taken otherwise than it is written. Throws UnreadableEvent. */
export function readEvent(
  component: IcsComponent,
  times: TimeReader,
  note: (line: number, reason: string) => void,
  hasFollowingChanges = false,
): ReadEvent {
  if (component.name !== 'VEVENT')
    throw new UnreadableEvent(component.line, `${component.name.slice(0, 40)} is not an event`);
  const event = new EventProperties(component, times, note, hasFollowingChanges);
  const isSeries = event.one('RRULE') !== undefined || event.one('RDATE') !== undefined;
  const placed = startOf(event);
  // Only a series needs the rules of its zone later on.
  const start = isSeries ? placed : times.inUtc(placed);
  const recurrenceId = event.one('RECURRENCE-ID');
  const range = recurrenceId?.params.range?.trim().toUpperCase();
  if (recurrenceId && range !== undefined && range !== FOLLOWING)
    throw new UnreadableEvent(recurrenceId.line, `RANGE may be ${FOLLOWING} only`);

  const texts = textsOf(event);
  const schedule = scheduleOf(event, start);
  return {
    line: component.line,
    uid: uidOf(event, texts, schedule),
    sequence: sequenceOf(event),
    stamp: stampOf(event),
    isCancelled: event.one('STATUS')?.value.trim().toUpperCase() === 'CANCELLED',
    texts,
    hasTitle: event.one('SUMMARY') !== undefined,
    schedule,
    changes: recurrenceId ? event.placed(recurrenceId) : null,
    isForFollowing: range === FOLLOWING,
  };
}

function startOf(event: EventProperties): PlacedTime {
  const [property, second] = event.all('DTSTART');
  if (!property) throw new UnreadableEvent(event.component.line, 'the event has no DTSTART');
  if (second) event.note(second.line, 'DTSTART is given twice: the first one was taken');
  return event.placed(property);
}

function scheduleOf(event: EventProperties, start: PlacedTime): EventSchedule {
  const time = { starts: start.local, isAllDay: start.isDate, timeZone: start.timeZone };
  const series = readSeries(event, start);
  // What was taken once is known by a digest of this, also of its order.
  return { ...time, length: readLength(event, start), ...series, changed: [] };
}

function uidOf(event: EventProperties, texts: EventTexts, schedule: EventSchedule): string {
  const uid = readText(event.one('UID')?.value ?? '');
  if (uid !== '' && uid.length <= TEXT_LENGTHS.uid) return uid;
  // The same event has to be found again when the file comes a second time.
  const facts = uid === '' ? JSON.stringify([texts, schedule]) : uid;
  return `digest:${createHash('sha256').update(facts).digest('hex')}`;
}

function sequenceOf(event: EventProperties): number {
  const sequence = Number.parseInt(event.one('SEQUENCE')?.value ?? '0', 10) || 0;
  return Math.min(sequence, LARGEST_SEQUENCE);
}

function stampOf(event: EventProperties): number {
  const written = event.one('LAST-MODIFIED') ?? event.one('DTSTAMP');
  const time = written && readTime(written.value);
  return time ? toLocalSeconds(time.local) : 0;
}

function textsOf(event: EventProperties): EventTexts {
  return {
    title: textOf(event, 'SUMMARY', TEXT_LENGTHS.title)?.replace(/\s+/g, ' ') ?? 'Untitled',
    description: textOf(event, 'DESCRIPTION', TEXT_LENGTHS.description),
    location: textOf(event, 'LOCATION', TEXT_LENGTHS.location)?.replace(/\s+/g, ' ') ?? null,
  };
}

function textOf(event: EventProperties, name: string, most: number): string | null {
  const property = event.one(name);
  const characters = Array.from(readText(property?.value ?? ''));
  if (property && characters.length > most)
    event.note(property.line, `${name} was cut to ${most} characters`);
  return characters.slice(0, most).join('') || null;
}
