import type { Turn } from '../../../../../common/time/turn.js';
import { MOST_TIMES } from '../calendar.settings.js';
import type { EventSchedule, EventTexts } from '../series/calendar-series.js';
import { ruledTimeOf } from '../series/following-changes.js';
import type { IcsProblem } from './components.js';
import {
  readChanges,
  type ChangeContext,
  type ChangedSeries,
  type GroupedChange,
  type SeriesChanges,
} from './read-changes.js';
import type { ReadEvent } from './read-event.js';
import { CalendarClocks, type PlacedTime } from './calendar-clocks.js';

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
  /** Its changed occurrences as they are written, if it is a part. */
  readonly changes: readonly FileChange[];
}

/** A changed occurrence whose series is not in the file, and the zone of the file. */
export interface FileChange extends ReadEvent {
  readonly changes: PlacedTime;
  readonly home: string;
}

/** A VEVENT, and how the times of its calendar are read. */
export interface GroupedEvent extends ReadEvent {
  readonly times: CalendarClocks;
}

/** What is needed, and told, when the parts of events are put together. */
export interface GroupContext extends ChangeContext {
  readonly skipped: IcsProblem[];
}

/** One event for each UID: the newest that the file has, with its changed occurrences; others have their turns meanwhile. */
export async function groupEvents(
  read: readonly GroupedEvent[],
  context: GroupContext,
  turn: Turn,
): Promise<FileEvent[]> {
  const byUid = new Map<string, GroupedEvent[]>();
  for (const event of read) {
    const same = byUid.get(event.uid);
    if (same) same.push(event);
    else byUid.set(event.uid, [event]);
  }
  const grouped: FileEvent[] = [];
  for (const events of byUid.values()) {
    if (turn.isOver) await turn.pass();
    const masters = events.filter(({ changes }) => changes === null).sort(newestFirst);
    const changes = events.filter((event): event is GroupedChange => event.changes !== null);
    for (const { line } of masters.slice(1))
      context.skipped.push({
        line,
        reason: 'the file has another event with this UID, which is newer or comes first',
      });
    const event = combined(masters[0], changes.sort(newestFirst), context);
    if (event) grouped.push(event);
  }
  return grouped;
}

function combined(
  master: GroupedEvent | undefined,
  changes: readonly GroupedChange[],
  context: GroupContext,
): FileEvent | null {
  const [first] = changes.toSorted((a, b) => a.line - b.line);
  const base = master ?? first;
  if (!base) return null;
  const schedule = master || !first ? base.schedule : lonelySchedule(first);
  const { texts } = base;
  const { sequence, stamp } = master ?? { sequence: 0, stamp: 0 };
  for (const { line } of changes.toSorted((a, b) => a.line - b.line).slice(MOST_TIMES.changed))
    context.skipped.push({
      line,
      reason: `an event may have at most ${MOST_TIMES.changed} changed occurrences`,
    });

  const all = master ? [master, ...changes] : changes;
  const { skipped, ...changed } = readChanges({ ...texts, schedule, sequence, stamp }, changes, context);
  for (const problem of skipped) context.skipped.push(problem);
  const changedSchedule = { ...schedule, ...changed };
  return {
    line: base.line,
    uid: base.uid,
    sequence: master?.sequence ?? Math.max(...changes.map((change) => change.sequence)),
    stamp: Math.max(...all.map((event) => event.stamp)),
    isCancelled: master?.isCancelled ?? false,
    isPart: master === undefined,
    texts,
    schedule: { ...changedSchedule, exdates: exdatesOf(changedSchedule) },
    changes: master ? [] : changes.map(({ times, ...change }) => ({ ...change, home: times.home })),
  };
}

/** The changed occurrences of a part as the calendar's own series knows them, which may be on another clock. */
export function changesOf(file: FileEvent, series: ChangedSeries, context: ChangeContext): SeriesChanges {
  const changes = file.changes.map(({ home, ...change }) => ({
    ...change,
    times: new CalendarClocks(context.usersZone, home),
  }));
  return readChanges(series, changes, context);
}

function exdatesOf(schedule: EventSchedule): EventSchedule['exdates'] {
  return [...new Set(schedule.exdates.map((exdate) => ruledTimeOf(schedule, exdate)))];
}

/** Of a changed occurrence whose event is not in the file: an event that would have been at its first time. */
function lonelySchedule({ changes, schedule, times }: GroupedChange): EventSchedule {
  const { local, isDate, timeZone } = times.inUtc(changes);
  const { starts, isAllDay, length } = schedule;
  return {
    ...{ starts, isAllDay, timeZone: schedule.timeZone, length },
    ...{ starts: local, isAllDay: isDate, timeZone: isDate ? null : timeZone },
    ...{ rrules: [], exrules: [], rdates: [], exdates: [], changed: [] },
  };
}

function newestFirst(a: ReadEvent, b: ReadEvent): number {
  return b.sequence - a.sequence || b.stamp - a.stamp;
}
