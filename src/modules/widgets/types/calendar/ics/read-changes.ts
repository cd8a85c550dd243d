import { Budget } from '../../../../../common/time/recurrence/search.js';
import { MOST_TIMES } from '../calendar.settings.js';
import type {
  ChangedOccurrence,
  EventSchedule,
  EventTexts,
  EventTime,
  FollowingChange,
} from '../series/calendar-series.js';
import { followingAt, MOST_SHIFT, ruledTimeOf, shiftOf } from '../series/following-changes.js';
import { plainOccurrence } from '../series/plain-occurrence.js';
import type { IcsProblem } from './components.js';
import type { ReadEvent } from './read-event.js';
import type { CalendarClocks, PlacedTime } from './calendar-clocks.js';

/** A VEVENT that changes an occurrence, or this and the following ones. */
export interface GroupedChange extends ReadEvent {
  readonly times: CalendarClocks;
  readonly changes: PlacedTime;
}

/** A series whose occurrences are changed, and which version of it that is. */
export interface ChangedSeries extends EventTexts {
  readonly schedule: EventSchedule;
  readonly sequence: number;
  readonly stamp: number;
}

/** What becomes of the occurrences of a series, and the changes that cannot be taken. */
export interface SeriesChanges extends Pick<EventSchedule, 'changed' | 'following'> {
  readonly skipped: readonly IcsProblem[];
}

/** Whose zone is the user's, and what searching the series of a file may take. */
export interface ChangeContext {
  readonly usersZone: string;
  readonly budget: Budget;
}

interface KnownChange {
  readonly recurrenceId: string;
  readonly change: GroupedChange;
}

const OVERRULED = 'the series is newer than this change, and does not have its occurrence any more';
const TOO_FAR = 'a change of this and all following occurrences may move them by a year at most';
const TOO_MANY = `an event may have at most ${MOST_TIMES.following} changes of all following occurrences`;
const MOST_STEPS_OF_ONE = 10_000;

/** Reads what becomes of the occurrences of a series, from its changes, the newest first. */
export function readChanges(
  series: ChangedSeries,
  changes: readonly GroupedChange[],
  context: ChangeContext,
): SeriesChanges {
  const skipped: IcsProblem[] = [];
  // The oldest first, so that the newest of each occurrence is the one that stays.
  const known = changes
    .map((change) => ({ recurrenceId: recurrenceIdIn(series.schedule, change), change }))
    .filter((each) => {
      const isOld = isOverruled(series, each, context);
      if (isOld) skipped.push({ line: each.change.line, reason: OVERRULED });
      return !isOld;
    })
    .reverse();
  const following = followingIn(
    series,
    known.filter(({ change }) => change.isForFollowing),
    skipped,
  );
  const changed = changedIn(
    { ...series, schedule: { ...series.schedule, following } },
    known.filter(({ change }) => !change.isForFollowing),
  );
  return { changed, ...(following.length === 0 ? {} : { following }), skipped };
}

/** The id of the occurrence that is changed, on the clock of its series. */
function recurrenceIdIn(series: EventSchedule, { changes, times }: GroupedChange): string {
  if (series.isAllDay) return times.dayOf(changes);
  return times.onClockOf({ local: series.starts, isDate: false, timeZone: series.timeZone }, changes);
}

/**
 * Whether a newer version of the series left the occurrence out: by SEQUENCE, if the series has it no more; by the time
 * of writing alone, only if it is excluded, since programs also change occurrences that no rule of theirs names.
 */
function isOverruled(
  series: ChangedSeries,
  { recurrenceId, change }: KnownChange,
  { usersZone, budget }: ChangeContext,
): boolean {
  const { schedule } = series;
  if (change.sequence > series.sequence) return false;
  if (change.sequence === series.sequence)
    return change.stamp !== 0 && change.stamp < series.stamp && isExcluded(schedule, recurrenceId);
  if (isExcluded(schedule, recurrenceId)) return true;
  if (budget.isSpent) return false;
  const own = new Budget(MOST_STEPS_OF_ONE);
  const found = plainOccurrence(series, recurrenceId, usersZone, own);
  budget.charge(own.taken);
  return found === null && !own.isSpent;
}

function isExcluded({ exdates }: EventSchedule, recurrenceId: string): boolean {
  return exdates.some((exdate) => exdate === recurrenceId || exdate === recurrenceId.slice(0, DATE_LENGTH));
}

const DATE_LENGTH = 'YYYY-MM-DD'.length;

/** What becomes of occurrences and all later ones, by their ids; the newest of each. */
function followingIn(
  series: ChangedSeries,
  known: readonly KnownChange[],
  skipped: IcsProblem[],
): FollowingChange[] {
  const byId = new Map<string, FollowingChange>();
  for (const { recurrenceId, change } of known) {
    const becomes = change.isCancelled ? null : onClockOf(series.schedule, change);
    const following = { recurrenceId, becomes: becomes && { ...textsIn(series, change), ...becomes } };
    const isFar = Math.abs(shiftOf(following)) > MOST_SHIFT;
    const isMore = byId.size >= MOST_TIMES.following && !byId.has(recurrenceId);
    if (isFar || isMore) skipped.push({ line: change.line, reason: isFar ? TOO_FAR : TOO_MANY });
    else byId.set(recurrenceId, following);
  }
  return [...byId.values()].sort((a, b) => (a.recurrenceId < b.recurrenceId ? -1 : 1));
}

/** When a changed occurrence is, on the clock of its series, so that the following ones move as far on it. */
function onClockOf(series: EventSchedule, { schedule, times }: GroupedChange): EventTime {
  const time = timeOf(schedule);
  if (time.isAllDay || series.isAllDay) return time;
  const { timeZone } = series;
  const clock = { local: series.starts, isDate: false, timeZone };
  const placed = { local: time.starts, isDate: false, timeZone: time.timeZone };
  return { ...time, starts: times.onClockOf(clock, placed), timeZone };
}

/** What becomes of single occurrences; the newest of each. */
function changedIn(series: ChangedSeries, known: readonly KnownChange[]): ChangedOccurrence[] {
  const { schedule } = series;
  const changed = new Map<string, ChangedOccurrence>();
  for (const { recurrenceId: written, change } of known) {
    const recurrenceId = ruledTimeOf(schedule, written);
    const texts = textsIn(followingAt(schedule, recurrenceId)?.becomes ?? series, change);
    const becomes = change.isCancelled ? null : { ...texts, ...timeOf(change.schedule) };
    changed.set(recurrenceId, { recurrenceId, becomes });
  }
  return [...changed.values()].slice(0, MOST_TIMES.changed);
}

/** The texts of a change, which may have no title of its own. */
function textsIn({ title }: EventTexts, { hasTitle, texts }: GroupedChange): EventTexts {
  return hasTitle ? texts : { ...texts, title };
}

function timeOf({ starts, isAllDay, timeZone, length }: EventSchedule): EventTime {
  return { starts, isAllDay, timeZone, length };
}
