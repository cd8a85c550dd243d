import { fromEpochDay, toEpochDay, type LocalDate } from '../../../../../common/time/local-date.js';
import type { Goal } from '../goal.js';
import { drawnSchedule, type ScheduleDefinition } from './draw-schedule.js';
import { progressOf } from './progress.js';
import { scheduleOf, type DrawnSchedule } from './schedule.js';
import { streakOf, type DayMarks } from './streak.js';

/** What the entries of a tracker say, as far as its standing depends on it. */
export interface EntryFacts {
  readonly marks: DayMarks;
  /** The earliest day with an entry, not before the history's first. */
  readonly firstOn: LocalDate | null;
  readonly latest: LatestEntry | null;
}

/** The entry that was logged last, skips aside. */
export interface LatestEntry {
  readonly value: number;
  readonly at: Date;
  readonly on: LocalDate;
}

/** How a tracker stands, stored with it whenever it changes. It holds nothing that changes when a day passes. */
export interface Standing extends DrawnSchedule {
  readonly currentValue: number | null;
  /** 0 to 100; null for habits, whose progress is a day's. */
  readonly progress: number | null;
  readonly lastEntryAt: Date | null;
  readonly lastEntryOn: LocalDate | null;
  readonly streakLength: number;
  readonly streakThrough: LocalDate | null;
  readonly longestStreak: number;
  readonly nextDueOn: LocalDate | null;
}

/** Nothing was logged yet. */
export const NO_ENTRIES: EntryFacts = { marks: new Map(), firstOn: null, latest: null };

/** Works out how a tracker stands. */
export function standingOf(
  tracker: Goal & ScheduleDefinition & DrawnSchedule,
  { marks, firstOn, latest }: EntryFacts,
  today: LocalDate,
): Standing {
  const drawn = drawnSchedule(tracker, { firstOn, today });
  const schedule = scheduleOf({ kind: tracker.kind, ...drawn });
  const streak = streakOf(marks, schedule, toEpochDay(tracker.startDate));
  const currentValue = latest?.value ?? null;
  return {
    ...drawn,
    currentValue,
    progress: tracker.kind === 'habit' ? null : progressOf(tracker, currentValue),
    lastEntryAt: latest?.at ?? null,
    lastEntryOn: latest?.on ?? null,
    streakLength: streak.length,
    streakThrough: dateOf(streak.through),
    longestStreak: streak.longest,
    nextDueOn: dateOf(streak.nextDueOn),
  };
}

function dateOf(day: number | null): LocalDate | null {
  return day === null ? null : fromEpochDay(day);
}
