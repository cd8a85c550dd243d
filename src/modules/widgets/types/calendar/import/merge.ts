import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { uuidv7 } from '../../../../../common/ids/uuid.js';
import type { CalendarEvent } from '../calendar-event.entity.js';
import { MOST_TIMES } from '../calendar.settings.js';
import { changesOf, type FileEvent } from '../ics/group-events.js';
import type { ReadFileEvent } from '../ics/packed-calendar.js';
import type { ChangeContext, SeriesChanges } from '../ics/read-changes.js';
import type { ChangedOccurrence, EventSchedule } from '../series/calendar-series.js';
import { extentOf } from '../series/extent.js';

/** Whose calendar a file is put into, and when. */
export interface MergeContext extends ChangeContext {
  readonly userId: string;
  readonly widgetId: string;
  readonly now: Date;
}

/** What an event of a file does to the calendar. */
export type Merged =
  | { readonly kind: 'created' | 'updated'; readonly event: CalendarEvent }
  | { readonly kind: 'deleted'; readonly event: CalendarEvent }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'skipped'; readonly reason: string };

/**
 * Puts an event of a file beside the one with its UID: what is the same, or was changed by the user since, stays; a
 * newer one (by SEQUENCE, then by when it was written) takes its place; an older one is not taken.
 */
export function merge(
  file: ReadFileEvent,
  present: CalendarEvent | undefined,
  context: MergeContext,
): Merged {
  const sourceDigest = digestOf(file);
  if (file.isCancelled) {
    if (!present)
      return { kind: 'skipped', reason: 'the event is cancelled, and the calendar does not have it' };
    if (isOlder(file, present)) return OLDER;
    return { kind: 'deleted', event: present };
  }
  if (present?.sourceDigest === sourceDigest) return { kind: 'unchanged' };
  if (present && isOlder(file, present)) return OLDER;

  const changes = present && file.isPart ? changesOf(file, present, context) : null;
  const schedule = present && changes ? withChanges(present.schedule, changes) : file.schedule;
  const texts = present && file.isPart ? {} : file.texts;
  if (present && changes && isDeepStrictEqual(schedule, present.schedule))
    return changes.skipped[0]
      ? { kind: 'skipped', reason: changes.skipped[0].reason }
      : { kind: 'unchanged' };
  const base = present ?? created(file, context);
  const event = {
    ...base,
    ...texts,
    schedule,
    ...(schedule === file.schedule ? file.extent : extentOf(schedule)),
    // One occurrence is newer or older for itself, and not for its series.
    ...(file.isPart ? {} : { sequence: file.sequence, stamp: file.stamp }),
    sourceDigest: present && file.isPart ? present.sourceDigest : sourceDigest,
    ...{ version: present ? present.version + 1 : 1, updatedAt: context.now },
  };
  return { kind: present ? 'updated' : 'created', event };
}

const OLDER: Merged = { kind: 'skipped', reason: 'the calendar has a newer version of this event' };

function isOlder(file: FileEvent, present: CalendarEvent): boolean {
  if (file.sequence !== present.sequence) return file.sequence < present.sequence;
  return file.stamp < present.stamp;
}

function created(file: ReadFileEvent, { userId, widgetId, now }: MergeContext): CalendarEvent {
  const { uid, texts, schedule, extent } = file;
  return {
    ...{ id: uuidv7(now.getTime()), userId, widgetId, uid, ...texts, schedule, ...extent },
    ...{ sequence: 0, stamp: 0, sourceDigest: null, version: 1, createdAt: now, updatedAt: now },
  };
}

function withChanges(schedule: EventSchedule, { changed, following = [] }: SeriesChanges): EventSchedule {
  const single = joined(schedule.changed, changed);
  const ranges = joined(schedule.following ?? [], following)
    .sort((a, b) => (a.recurrenceId < b.recurrenceId ? -1 : 1))
    .slice(0, MOST_TIMES.following);
  return {
    ...schedule,
    changed: single.slice(0, MOST_TIMES.changed),
    ...(ranges.length === 0 ? {} : { following: ranges }),
  };
}

function joined<T extends ChangedOccurrence>(before: readonly T[], after: readonly T[]): T[] {
  const byId = new Map([...before, ...after].map((change) => [change.recurrenceId, change]));
  return [...byId.values()];
}

function digestOf({ sequence, stamp, isCancelled, texts, schedule }: FileEvent): string {
  const facts = JSON.stringify([sequence, stamp, isCancelled, texts, schedule]);
  return createHash('sha256').update(facts).digest('base64url');
}
