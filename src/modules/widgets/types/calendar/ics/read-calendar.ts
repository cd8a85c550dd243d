import { InvalidError } from '../../../../../common/errors/app-error.js';
import { isTimeZone } from '../../../../../common/time/zone.js';
import { MOST_TIMES } from '../calendar.settings.js';
import type { ChangedOccurrence, EventSchedule, EventTexts } from '../series/calendar-series.js';
import { componentsOf, type IcsComponent, type IcsProblem } from './components.js';
import { contentLines } from './content-lines.js';
import { FileZones } from './file-zones.js';
import { readEvent, UnreadableEvent, type ReadEvent } from './read-event.js';
import { TimeReader } from './time-reader.js';

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
}

/** What a calendar file says: events, what of it cannot be taken, and what was taken otherwise than it is written. */
export interface CalendarFile {
  readonly events: readonly FileEvent[];
  readonly skipped: readonly IcsProblem[];
  readonly notes: readonly IcsProblem[];
}

/** Reads a calendar file for a user in this zone; throws InvalidError for what is no calendar file at all. */
export function readCalendarFile(file: Buffer, usersZone: string): CalendarFile {
  const { calendars, problems } = componentsOf(contentLines(file));
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
  const read = calendars.flatMap((calendar) => eventsOf(calendar, { zones, usersZone, skipped, notes }));
  return { events: grouped(read, skipped), skipped: inOrder(skipped), notes: inOrder(notes) };
}

interface Reading {
  readonly zones: FileZones;
  readonly usersZone: string;
  readonly skipped: IcsProblem[];
  readonly notes: IcsProblem[];
}

interface GroupedEvent extends ReadEvent {
  /** Finds the id once the series that it changes is known. */
  readonly idIn: (series: EventSchedule) => string;
}

function eventsOf(calendar: IcsComponent, { zones, usersZone, skipped, notes }: Reading): GroupedEvent[] {
  const valueOf = (name: string): string =>
    calendar.properties.find((property) => property.name === name)?.value.trim() ?? '';
  const named = valueOf('X-WR-TIMEZONE');
  const home = isTimeZone(named) ? named : (zones.home ?? usersZone);
  const isCancelling = valueOf('METHOD').toUpperCase() === 'CANCEL';
  const note = (line: number, reason: string): void => void notes.push({ line, reason });
  const times = new TimeReader(zones, usersZone, home, note);

  const alarm = calendar.children.flatMap(({ children }) => children).find(({ name }) => name === 'VALARM');
  if (alarm) note(alarm.line, 'alarms of events are not taken');
  return calendar.children.flatMap((component) => {
    if (component.name === 'VTIMEZONE') return [];
    if (component.name !== 'VEVENT') {
      skipped.push({ line: component.line, reason: `${component.name.slice(0, 40)} is not an event` });
      return [];
    }
    try {
      const event = readEvent(component, times, note);
      return [
        {
          ...event,
          isCancelled: event.isCancelled || isCancelling,
          idIn: (series: EventSchedule) => recurrenceIdIn(series, event, times),
        },
      ];
    } catch (error) {
      if (!(error instanceof UnreadableEvent)) throw error;
      skipped.push({ line: error.line, reason: error.message });
      return [];
    }
  });
}

function recurrenceIdIn(series: EventSchedule, { changes, schedule }: ReadEvent, times: TimeReader): string {
  const placed = changes ?? {
    local: schedule.starts,
    isDate: false,
    timeZone: schedule.timeZone,
    isOfOffset: false,
  };
  if (series.isAllDay) return times.dayOf(placed);
  return times.onClockOf({ local: series.starts, isDate: false, timeZone: series.timeZone }, placed);
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
    const changes = events.filter((event) => event.changes !== null);
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
  changes: readonly GroupedEvent[],
  skipped: IcsProblem[],
): FileEvent | null {
  const base = master ?? changes[0];
  if (!base) return null;
  const schedule = master ? master.schedule : lonelySchedule(base);
  const changed = new Map<string, ChangedOccurrence>();
  for (const change of [...changes].sort(newestFirst).reverse()) {
    const recurrenceId = change.idIn(schedule);
    const texts = change.hasTitle ? change.texts : { ...change.texts, title: base.texts.title };
    changed.set(recurrenceId, {
      recurrenceId,
      becomes: change.isCancelled ? null : { ...texts, ...timeOf(change.schedule) },
    });
  }
  for (const { line } of changes.slice(MOST_TIMES.changed))
    skipped.push({ line, reason: `an event may have at most ${MOST_TIMES.changed} changed occurrences` });

  const newest = [...(master ? [master] : []), ...changes];
  return {
    line: base.line,
    uid: base.uid,
    sequence: master?.sequence ?? Math.max(...newest.map(({ sequence }) => sequence)),
    stamp: Math.max(...newest.map(({ stamp }) => stamp)),
    isCancelled: master?.isCancelled ?? false,
    isPart: master === undefined,
    texts: base.texts,
    schedule: { ...schedule, changed: [...changed.values()].slice(0, MOST_TIMES.changed) },
  };
}

/** Of a changed occurrence whose event is not in the file: an event that would have been at its first time. */
function lonelySchedule({ changes, schedule }: GroupedEvent): EventSchedule {
  const { local, isDate, timeZone } = changes ?? { local: schedule.starts, isDate: false, timeZone: null };
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
