import type { Schedule } from './schedule.js';

/** What happened on a day that matters for a streak; a day that was done and skipped is done. */
export type DayMark = 'done' | 'skipped';

/** Days by their number, those without a mark left out. */
export type DayMarks = ReadonlyMap<number, DayMark>;

/** Runs of done scheduled days; days are numbers. It says nothing of today, so that it need not change at midnight. */
export interface Streak {
  /** Done days in the last run. It counts for as long as `nextDueOn` is not past. */
  readonly length: number;
  /** The last scheduled day that is done. */
  readonly through: number | null;
  readonly longest: number;
  /** The first scheduled day after the run, or from the start, that is neither done nor skipped. */
  readonly nextDueOn: number | null;
}

/** Reads the streak off the marks. Skipped days and days off neither break nor extend it. */
export function streakOf(marks: DayMarks, schedule: Schedule, start: number): Streak {
  const done = [...marks].filter(([day, mark]) => mark === 'done' && schedule.has(day)).map(([day]) => day);
  const first = Math.min(...done);
  const last = Math.max(...done);
  let length = 0;
  let longest = 0;
  for (let day = first; day <= last; day += 1) {
    if (!schedule.has(day) || marks.get(day) === 'skipped') continue;
    length = marks.has(day) ? length + 1 : 0;
    longest = Math.max(longest, length);
  }
  const through = length > 0 ? last : null;
  return {
    length,
    through,
    longest,
    nextDueOn: firstOpen(marks, schedule, through === null ? start : through + 1),
  };
}

function firstOpen(marks: DayMarks, schedule: Schedule, from: number): number | null {
  for (let day = from; day < schedule.end; day += 1) {
    if (schedule.has(day) && !marks.has(day)) return day;
  }
  return null;
}
