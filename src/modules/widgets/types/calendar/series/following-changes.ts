import { SECONDS_PER_DAY } from '../../../../../common/time/civil.js';
import {
  dateOf,
  fromLocalSeconds,
  parseLocalDateTime,
  toLocalSeconds,
  type LocalDateTime,
} from '../../../../../common/time/local-date-time.js';
import { isLocalDate } from '../../../../../common/time/local-date.js';
import type { EventSchedule, EventTexts, EventTime, FollowingChange } from './calendar-series.js';

/** The longest way that a change may move the occurrences from one on, so that they are found not far from where they were. */
export const MOST_SHIFT = 366 * SECONDS_PER_DAY;

type TimesOfDay = Pick<EventSchedule, 'starts' | 'rrules' | 'rdates'>;

const OTHER_TIMES = /FREQ=(HOURLY|MINUTELY|SECONDLY)|BYHOUR|BYMINUTE|BYSECOND/;
const TIME_OF_DAY = 'YYYY-MM-DDT'.length;

/** How far and how long the occurrences of a series are at most, in seconds; both ways are 0 if none are moved. */
export interface Reach {
  readonly earlier: number;
  readonly later: number;
  readonly longest: number;
}

/** The change that holds for an occurrence, by its recurrence id: the last one from this occurrence on or an earlier one. */
export function followingAt(
  { following = [] }: EventSchedule,
  recurrenceId: string,
): FollowingChange | undefined {
  return following.findLast((change) => change.recurrenceId <= recurrenceId);
}

/** What becomes of the occurrence at this time of the series' clock; null if it is cancelled. */
export function movedBy(change: FollowingChange, starts: LocalDateTime): (EventTexts & EventTime) | null {
  const { becomes } = change;
  if (becomes === null) return null;
  const moved = fromLocalSeconds(toLocalSeconds(starts) + shiftOf(change));
  return { ...becomes, starts: becomes.isAllDay ? parseLocalDateTime(dateOf(moved)) : moved };
}

/** How far a change moves the occurrences on the clock, in seconds. */
export function shiftOf({ recurrenceId, becomes }: FollowingChange): number {
  return becomes === null
    ? 0
    : toLocalSeconds(becomes.starts) - toLocalSeconds(parseLocalDateTime(recurrenceId));
}

/**
 * The recurrence id that is meant by a time at which an occurrence was moved: programs also name it by where it is now.
 * Other ids are as they were.
 */
export function ruledTimeOf<Id extends string>(schedule: EventSchedule, id: Id): Id | LocalDateTime {
  const { following = [] } = schedule;
  if (following.length === 0 || schedule.isAllDay || isLocalDate(id) || mayBeOf(schedule, id)) return id;
  const found = following.findLast((change) => {
    const time = movedBack(change, id);
    return time >= change.recurrenceId && mayBeOf(schedule, time);
  });
  return found ? movedBack(found, id) : id;
}

/** Whether a series can be at this time of the clock; most have one time of day only. */
export function mayBeOf({ starts, rrules, rdates }: TimesOfDay, time: string): boolean {
  return (
    time.slice(TIME_OF_DAY) === starts.slice(TIME_OF_DAY) ||
    rrules.some((rule) => OTHER_TIMES.test(rule)) ||
    rdates.some((extra) => extra.starts === time)
  );
}

function movedBack(change: FollowingChange, id: string): LocalDateTime {
  return fromLocalSeconds(toLocalSeconds(parseLocalDateTime(id)) - shiftOf(change));
}

/** How far from where its rules say, and how long, the occurrences of a series may be. */
export function reachOf({ length, following = [] }: EventSchedule): Reach {
  const longest = Math.max(
    mostSeconds(length),
    ...following.map(({ becomes }) => (becomes ? mostSeconds(becomes.length) : 0)),
  );
  if (following.length === 0) return { earlier: 0, later: 0, longest };
  const shifts = following.map(shiftOf);
  // Another zone, and whole days, may add a day.
  return {
    earlier: Math.max(0, -Math.min(...shifts)) + SECONDS_PER_DAY,
    later: Math.max(0, ...shifts) + SECONDS_PER_DAY,
    longest,
  };
}

/** How long something lasts at most; the clock may make whole days longer, and seconds are exact. */
function mostSeconds({ days, seconds }: EventTime['length']): number {
  return days === 0 ? seconds : (days + 1) * SECONDS_PER_DAY + seconds;
}
