import { fromEpochDay, toEpochDay, type LocalDate } from '../../../../../common/time/local-date.js';
import { dayFactsOf, NO_DAYS, type DayFacts } from '../days/day-facts.js';
import { frozenDays } from '../freezes.js';
import type { TrackerDefinition } from '../tracker.contract.js';
import { drawnSchedule, keptUntil } from './draw-schedule.js';
import { frequencyOf } from './frequency.js';
import { limitStrengthOf } from './limit-strength.js';
import { limitOf, limitStreakOf, type LimitHistory } from './limit.js';
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
  /** Of a habit with a limit, the first day after the last broken period. */
  readonly keptFrom: LocalDate | null;
  /** A character for each day from then on, for decades: `1` where a period ends that is kept if nothing more is logged. */
  readonly kept: string | null;
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
  const run = runOf(current, days, today);
  const currentValue = latest?.value ?? null;
  return {
    ...drawn,
    currentValue,
    progress: tracker.kind === 'habit' ? null : progressOf(tracker, currentValue),
    lastEntryAt: latest?.at ?? null,
    lastEntryOn: latest?.on ?? null,
    ...run,
  };
}

/** The fields of streak and strength. */
type Run = Omit<Standing, keyof DrawnSchedule | keyof LatestStanding>;
type LatestStanding = Pick<Standing, 'currentValue' | 'progress' | 'lastEntryAt' | 'lastEntryOn'>;

function runOf(tracker: Standable, days: DayFacts, today: LocalDate): Run {
  const history = limitHistoryOf(tracker, days, days.streakMarks);
  if (history) return limitRunOf(history, limitHistoryOf(tracker, days) ?? history, days.lastOn, today);
  const begin = beginOf(tracker, days.firstOn);
  const { marks, schedule } = scheduledUnits(tracker, days.streakMarks, begin);
  const streak = streakOf(marks, schedule, toEpochDay(tracker.startDate));
  return {
    streakLength: streak.length,
    streakThrough: dateOf(streak.through),
    longestStreak: streak.longest,
    nextDueOn: dateOf(streak.nextDueOn),
    keptFrom: null,
    kept: null,
    ...strengthFields(strengthFor(tracker, days)),
  };
}

function limitRunOf(
  history: LimitHistory,
  strengthHistory: LimitHistory,
  lastOn: LocalDate | null,
  today: LocalDate,
): Run {
  const streak = limitStreakOf(history, keptUntil(fromEpochDay(history.begin), today));
  const last = lastOn === null ? history.begin - 1 : toEpochDay(lastOn);
  return {
    streakLength: 0,
    streakThrough: null,
    longestStreak: streak.longest,
    nextDueOn: null,
    keptFrom: fromEpochDay(streak.from),
    kept: streak.kept,
    ...strengthFields(limitStrengthOf(strengthHistory, last)),
  };
}

function strengthFields(
  strength: Strength | null,
): Pick<Standing, 'strengths' | 'strengthFrom' | 'strengthFade'> {
  return {
    strengths: strength?.values ?? null,
    strengthFrom: dateOf(strength?.from ?? null),
    strengthFade: strength?.fade ?? null,
  };
}

/** What it is found from whether the limit of a habit was kept; null for a tracker without one. */
export function limitHistoryOf(
  tracker: Standable,
  { sums, firstOn, marks: dayMarks }: Pick<DayFacts, 'sums' | 'firstOn' | 'marks'>,
  marks: DayMarks = dayMarks,
): LimitHistory | null {
  const limit = limitOf(tracker);
  if (!limit) return null;
  const frozen = new Set(frozenDays(tracker.freezes));
  return {
    limit,
    sums,
    isSkipped: (day) => frozen.has(day) || marks.get(day) === 'skipped',
    schedule: scheduleOf(tracker),
    begin: beginOf(tracker, firstOn),
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
