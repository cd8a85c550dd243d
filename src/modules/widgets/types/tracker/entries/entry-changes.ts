import type { Actor } from '../../../../../common/auth/actor.js';
import { uuidv7 } from '../../../../../common/ids/uuid.js';
import { userDay } from '../../../../../common/time/user-day.js';
import type { Tracker } from '../tracker.entity.js';
import { isYesNo } from '../yes-no.js';
import { entryDay, type EntryDay } from './entry-day.js';
import { entryValue } from './entry-value.js';
import type { TrackerEntry } from './tracker-entry.entity.js';

/** What a new entry is made from; without `loggedAt` it is of now. */
export interface NewEntry {
  readonly id?: string;
  readonly value?: number | null;
  readonly loggedAt?: Date;
  /** `YYYY-MM-DD` */
  readonly localDate?: string;
  readonly notes?: string | null;
  readonly isSkip?: boolean;
}

/** Fields to change; what is left out stays. */
export type EntryChanges = Omit<NewEntry, 'id'>;

type ChangeableFields = Pick<TrackerEntry, keyof EntryChanges | 'isTick' | 'recordedOn' | 'repeatedAt'>;

/** Whether this ticks the day of a yes/no habit: that is one entry a day, however often it is tapped. */
export function isTick(tracker: Tracker, { value, isSkip }: NewEntry): boolean {
  return isSkip !== true && (value ?? 1) === 1 && isYesNo(tracker);
}

/** The entry that is logged at this moment for a day. */
export function newEntry(
  tracker: Tracker,
  request: NewEntry,
  day: EntryDay,
  { actor, now }: { readonly actor: Actor; readonly now: Date },
): TrackerEntry {
  const isSkip = request.isSkip ?? false;
  return {
    id: request.id ?? uuidv7(now.getTime()),
    trackerId: tracker.id,
    value: entryValue(tracker, { value: request.value, isSkip }),
    isSkip,
    isTick: isTick(tracker, request),
    ...day,
    repeatedAt: null,
    timeZone: actor.timeZone,
    dayStart: actor.dayStart,
    recordedOn: userDay(now, actor),
    notes: request.notes ?? null,
    version: 1,
    createdAt: now,
    updatedAt: now,
  };
}

/**
 * The day is found again only where the moment or the day is changed, and then in the zone of the entry. An entry that
 * moves to another day is recorded for it now; a corrected value stays as timely as it was.
 */
export function changedFields(
  tracker: Tracker,
  entry: TrackerEntry,
  { value, isSkip = entry.isSkip, loggedAt, localDate, notes }: EntryChanges,
  now: Date,
): ChangeableFields {
  const keptValue = isSkip ? null : entry.value;
  const isSameMoment = loggedAt === undefined || loggedAt.getTime() === entry.loggedAt.getTime();
  const isSameDay = isSameMoment && localDate === undefined;
  const day = isSameDay ? entry : entryDay({ loggedAt: loggedAt ?? entry.loggedAt, localDate }, entry, now);
  const changedValue = entryValue(tracker, { value: value === undefined ? keptValue : value, isSkip });
  return {
    value: changedValue,
    isSkip,
    isTick: entry.isTick && changedValue === entry.value && day.localDate === entry.localDate,
    loggedAt: day.loggedAt,
    localDate: day.localDate,
    repeatedAt: isSameDay ? entry.repeatedAt : null,
    recordedOn: day.localDate === entry.localDate ? entry.recordedOn : userDay(now, entry),
    notes: notes === undefined ? entry.notes : notes,
  };
}
