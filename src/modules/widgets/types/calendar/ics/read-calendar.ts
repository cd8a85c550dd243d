import { InvalidError } from '../../../../../common/errors/app-error.js';
import { Turn } from '../../../../../common/time/turn.js';
import { isTimeZone } from '../../../../../common/time/zone.js';
import { MOST_TIMES } from '../calendar.settings.js';
import type { ChangedOccurrence, EventSchedule, EventTexts } from '../series/calendar-series.js';
import { componentsOf, type IcsComponent, type IcsProblem } from './components.js';
import { contentLines } from './content-lines.js';
import { FileZones } from './file-zones.js';
import { UnreadableEvent } from './event-properties.js';
import { readEvent, type ReadEvent } from './read-event.js';
import { TimeReader, type PlacedTime } from './time-reader.js';

/** An event of a file with all that the file says of its occurrences. */
export interface FileEvent {
  readonly line: number;
  readonly uid: string;
  readonly sequence: number;
  readonly stamp: number;
  readonly isCancelled: boolean;
  /** Whether the file has only changed occurrences of it, and not the event itself. */
  readonly isPart: boolean;
  readonly texts: EventTexts;
  readonly schedule: EventSchedule;
  /** Its changed occurrences as the calendar's own series knows them, which may be on another clock. */
  readonly changedOf: (series: EventTexts & { schedule: EventSchedule }) => readonly ChangedOccurrence[];
}

/** What a calendar file says: events, what of it cannot be taken, and what was taken otherwise than it is written. */
export interface CalendarFile {
  readonly events: readonly FileEvent[];
  readonly skipped: readonly IcsProblem[];
  readonly notes: readonly IcsProblem[];
}

/**
 * Reads a calendar file for a user in this zone; others have their turns meanwhile. Throws InvalidError for what is no
 * calendar file at all.
 */
export async function readCalendarFile(file: Buffer, usersZone: string): Promise<CalendarFile> {
  const turn = new Turn();
  const { calendars, problems } = await componentsOf(await contentLines(file, turn), turn);
  if (calendars.length === 0)
    throw new InvalidError(
      'calendar_file_invalid',
      'this is no calendar file: send one that has BEGIN:VCALENDAR, as programs export it',
      {
        details: problems.slice(0, 1).map(({ line, reason }) => ({ field: `line ${line}`, message: reason })),
      },
    );

  const zones = new FileZones(calendars);
  const skipped: IcsProblem[] = [...problems];
  const notes: IcsProblem[] = [];
  const read: GroupedEvent[] = [];
  for (const calendar of calendars)
    read.push(...(await eventsOf(calendar, { zones, usersZone, skipped, notes, turn })));
  return { events: grouped(read, skipped), skipped: inOrder(skipped), notes: inOrder(notes) };
}

interface Reading {
  readonly zones: FileZones;
  readonly usersZone: string;
  readonly skipped: IcsProblem[];
  readonly notes: IcsProblem[];
  readonly turn: Turn;
}

interface GroupedEvent extends ReadEvent {
  readonly times: TimeReader;
}

interface GroupedChange extends GroupedEvent {
  readonly changes: PlacedTime;
}

async function eventsOf(
  calendar: IcsComponent,
  { zones, usersZone, skipped, notes, turn }: Reading,
): Promise<GroupedEvent[]> {
  const valueOf = (name: string): string =>
    calendar.properties.find((property) => property.name === name)?.value.trim() ?? '';
  const named = valueOf('X-WR-TIMEZONE');
  const home = isTimeZone(named) ? named : (zones.home ?? usersZone);
  const isCancelling = valueOf('METHOD').toUpperCase() === 'CANCEL';
  const note = (line: number, reason: string): void => void notes.push({ line, reason });
  const times = new TimeReader(zones, usersZone, home, note);

  const alarm = calendar.children.flatMap(({ children }) => children).find(({ name }) => name === 'VALARM');
  if (alarm) note(alarm.line, 'alarms of events are not taken');
  const events: GroupedEvent[] = [];
  for (const component of calendar.children) {
    if (turn.isOver) await turn.pass();
    if (component.name === 'VTIMEZONE') continue;
    try {
      const event = readEvent(component, times, note);
      const isCancelled = event.isCancelled || isCancelling;
      events.push({ ...event, isCancelled, times });
    } catch (error) {
      if (!(error instanceof UnreadableEvent)) throw error;
      skipped.push({ line: error.line, reason: error.message });
    }
  }
  return events;
}

/** The id of the occurrence that is changed, on the clock of its series. */
function recurrenceIdIn(series: EventSchedule, { changes, times }: GroupedChange): string {
  if (series.isAllDay) return times.dayOf(changes);
  return times.onClockOf({ local: series.starts, isDate: false, timeZone: series.timeZone }, changes);
}

/** One event for each UID: the newest that the file has, with its changed occurrences. */
function grouped(read: readonly GroupedEvent[], skipped: IcsProblem[]): FileEvent[] {
  const byUid = new Map<string, GroupedEvent[]>();
  for (const event of read) {
    const same = byUid.get(event.uid);
    if (same) same.push(event);
    else byUid.set(event.uid, [event]);
  }
  return [...byUid.values()].flatMap((events) => {
    const masters = events.filter(({ changes }) => changes === null).sort(newestFirst);
    const changes = events.filter((event): event is GroupedChange => event.changes !== null);
    for (const { line } of masters.slice(1))
      skipped.push({
        line,
        reason: 'the file has another event with this UID, which is newer or comes first',
      });
    return combined(masters[0], changes, skipped) ?? [];
  });
}

function combined(
  master: GroupedEvent | undefined,
  changes: readonly GroupedChange[],
  skipped: IcsProblem[],
): FileEvent | null {
  const [first] = changes;
  const base = master ?? first;
  if (!base) return null;
  const schedule = master || !first ? base.schedule : lonelySchedule(first);
  const { texts } = base;
  for (const { line } of changes.slice(MOST_TIMES.changed))
    skipped.push({ line, reason: `an event may have at most ${MOST_TIMES.changed} changed occurrences` });

  const all = [...(master ? [master] : []), ...changes];
  const changedOf: FileEvent['changedOf'] = (series) => changedIn(series, changes);
  return {
    line: base.line,
    uid: base.uid,
    sequence: master?.sequence ?? Math.max(...changes.map(({ sequence }) => sequence)),
    stamp: Math.max(...all.map(({ stamp }) => stamp)),
    isCancelled: master?.isCancelled ?? false,
    isPart: master === undefined,
    texts,
    schedule: { ...schedule, changed: changedOf({ ...texts, schedule }) },
    changedOf,
  };
}

/** What becomes of the occurrences of a series; the newest of each. */
function changedIn(
  { title, schedule }: EventTexts & { schedule: EventSchedule },
  changes: readonly GroupedChange[],
): ChangedOccurrence[] {
  const changed = new Map<string, ChangedOccurrence>();
  for (const change of [...changes].sort(newestFirst).reverse()) {
    const recurrenceId = recurrenceIdIn(schedule, change);
    const texts = change.hasTitle ? change.texts : { ...change.texts, title };
    changed.set(recurrenceId, {
      recurrenceId,
      becomes: change.isCancelled ? null : { ...texts, ...timeOf(change.schedule) },
    });
  }
  return [...changed.values()].slice(0, MOST_TIMES.changed);
}

/** Of a changed occurrence whose event is not in the file: an event that would have been at its first time. */
function lonelySchedule({ changes, schedule }: GroupedChange): EventSchedule {
  const { local, isDate, timeZone } = changes;
  return {
    ...{ ...timeOf(schedule), starts: local, isAllDay: isDate, timeZone: isDate ? null : timeZone },
    ...{ rrules: [], exrules: [], rdates: [], exdates: [], changed: [] },
  };
}

function timeOf({
  starts,
  isAllDay,
  timeZone,
  length,
}: EventSchedule): Pick<EventSchedule, 'starts' | 'isAllDay' | 'timeZone' | 'length'> {
  return { starts, isAllDay, timeZone, length };
}

function newestFirst(a: ReadEvent, b: ReadEvent): number {
  return b.sequence - a.sequence || b.stamp - a.stamp;
}

function inOrder(problems: readonly IcsProblem[]): IcsProblem[] {
  return [...problems].sort((a, b) => a.line - b.line);
}
