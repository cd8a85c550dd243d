import { fromEpochDay, toEpochDay, type LocalDate } from '../../../../../common/time/local-date.js';
import { dayFactsOf, NO_DAYS, type DayFacts } from '../days/day-facts.js';
import { frozenDays } from '../freezes.js';
import type { TrackerDefinition } from '../tracker.contract.js';
import { drawnSchedule } from './draw-schedule.js';
import { frequencyOf } from './frequency.js';
import { periodsOf, quotaOf, type Periods } from './periods.js';
import { progressOf } from './progress.js';
import { scheduleOf, type DrawnSchedule } from './schedule.js';
import { streakOf, type DayMarks } from './streak.js';
import { strengthOf, type Strength } from './strength.js';

/** What the entries of a tracker say, as far as its standing depends on it. */
export interface EntryFacts {
  /** Of the days that the history has. */
  readonly days: DayFacts;
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
  /** In days, or in weeks or months for a habit of n times one of those. */
  readonly streakLength: number;
  readonly streakThrough: LocalDate | null;
  readonly longestStreak: number;
  readonly nextDueOn: LocalDate | null;
  readonly strengths: readonly number[] | null;
  readonly strengthFrom: LocalDate | null;
  readonly strengthFade: number | null;
}

/** Nothing was logged yet. */
export const NO_ENTRIES: EntryFacts = { days: dayFactsOf(NO_DAYS, []), latest: null };

type Standable = TrackerDefinition & DrawnSchedule;

/** Works out how a tracker stands. */
export function standingOf(tracker: Standable, { days, latest }: EntryFacts, today: LocalDate): Standing {
  const drawn = drawnSchedule(tracker, { firstOn: days.firstOn, today });
  const current = { ...tracker, ...drawn };
  const begin = beginOf(tracker, days.firstOn);
  const { marks, schedule } = scheduledUnits(current, days.streakMarks, begin);
  const streak = streakOf(marks, schedule, toEpochDay(tracker.startDate));
  const strength = strengthFor(current, days);
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
    strengths: strength?.values ?? null,
    strengthFrom: dateOf(strength?.from ?? null),
    strengthFade: strength?.fade ?? null,
  };
}

/** What a streak and a completion count: the days of the schedule, or weeks or months on their last days. */
export function scheduledUnits(tracker: Standable, marks: DayMarks, begin: number): Periods {
  const quota = quotaOf(tracker);
  return quota ? periodsOf(marks, quota, begin) : { marks, schedule: scheduleOf(tracker) };
}

/** The strength of a tracker that has a schedule, by the days of its history; null before anything was done. */
function strengthFor(
  tracker: Standable,
  { credits, marks, lastOn }: Pick<DayFacts, 'credits' | 'marks' | 'lastOn'>,
): Strength | null {
  const frequency = frequencyOf(tracker);
  if (!frequency || lastOn === null) return null;
  const frozen = new Set(frozenDays(tracker.freezes));
  const isSkipped = (day: number): boolean => marks.get(day) === 'skipped';
  const isFrozen = (day: number): boolean => isSkipped(day) && frozen.has(day);
  return strengthOf({ credits, isSkipped, isFrozen, last: toEpochDay(lastOn) }, frequency);
}

/** The first day that counts: of the schedule, or of the entries where they are earlier. */
export function beginOf(
  { startDate }: Pick<TrackerDefinition, 'startDate'>,
  firstOn: LocalDate | null,
): number {
  return toEpochDay(firstOn !== null && firstOn < startDate ? firstOn : startDate);
}

function dateOf(day: number | null): LocalDate | null {
  return day === null ? null : fromEpochDay(day);
}
