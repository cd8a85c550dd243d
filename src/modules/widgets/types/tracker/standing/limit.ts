import { keptAmount } from '../amount.js';
import type { Period, TrackerDefinition } from '../tracker.contract.js';
import { periodOf, type Periods, type Span } from './periods.js';
import type { Schedule } from './schedule.js';
import type { DayMark } from './streak.js';

/** At most so much in each day, week or month. */
export interface Limit {
  readonly amount: number;
  readonly period: Period;
  readonly weekStart: TrackerDefinition['weekStart'];
}

/** What it is found from whether a limit was kept; days are numbers. */
export interface LimitHistory {
  readonly limit: Limit;
  /** What was logged on each day that has something. */
  readonly sums: ReadonlyMap<number, number>;
  /** What was logged on a skipped or frozen day does not count. */
  readonly isSkipped: (day: number) => boolean;
  readonly schedule: Schedule;
  /** The first day that counts. */
  readonly begin: number;
}

/** Days that kept their limit without a break, for as long as nothing more is logged. */
export interface LimitStreak {
  /** The longest run that was broken. */
  readonly longest: number;
  /** The first day after the last broken period. */
  readonly from: number;
  /** A character for each day from `from` on: `1` where a period ends that is kept. */
  readonly kept: string;
}

type Asked = Pick<TrackerDefinition, 'kind' | 'direction' | 'targetValue' | 'times' | 'period' | 'weekStart'>;

/** The limit of a habit of which less is better, else null: n times the target (1 by default) a period, or the target a day. */
export function limitOf({ kind, direction, targetValue, times, period, weekStart }: Asked): Limit | null {
  if (kind !== 'habit' || direction !== 'down') return null;
  if (times === null || period === null) return { amount: targetValue ?? 0, period: 'day', weekStart };
  return { amount: keptAmount(times * (targetValue ?? 1)), period, weekStart };
}

/** The periods until a day, by their last days: one without a mark was broken. Nothing logged is kept. */
export function keptPeriods(history: LimitHistory, until: number): Periods {
  const marks = new Map<number, DayMark>();
  for (const period of periodsUntil(history, until)) {
    const mark = markOf(history, period);
    if (mark) marks.set(period.last, mark);
  }
  return { marks, schedule: endsOf(history) };
}

/** Whether the period of a day was within its limit at the end of the day. */
export function isWithin(history: LimitHistory, day: number): boolean {
  return usedUntil(history, day) <= history.limit.amount;
}

/** The streak that a limit has by what was logged, drawn until a day. */
export function limitStreakOf(history: LimitHistory, until: number): LimitStreak {
  const { sums, begin } = history;
  const lastLogged = [...sums.keys()].reduce((last, day) => Math.max(last, day), begin);
  let from = begin;
  let run = 0;
  let longest = 0;
  for (const period of periodsUntil(history, spanOf(history, lastLogged).last)) {
    const mark = markOf(history, period);
    if (mark === 'done') run += 1;
    if (mark === null) {
      longest = Math.max(longest, run);
      run = 0;
      from = period.last + 1;
    }
  }
  const { marks } = keptPeriods({ ...history, begin: Math.max(begin, from) }, until);
  const kept = Array.from({ length: Math.max(0, until - from + 1) }, (_, i) =>
    marks.get(from + i) === 'done' ? '1' : '0',
  );
  return { longest, from, kept: kept.join('') };
}

function spanOf({ limit }: LimitHistory, day: number): Span {
  const { period, weekStart } = limit;
  return period === 'day' ? { first: day, last: day } : periodOf(day, { period, weekStart });
}

function endsOf(history: LimitHistory): Schedule {
  const { schedule } = history;
  if (history.limit.period === 'day') return schedule;
  return { has: (day) => spanOf(history, day).last === day, end: Infinity };
}

/** The periods from the beginning on whose last days are no later than a day. */
function* periodsUntil(history: LimitHistory, until: number): Generator<Span> {
  for (let day = history.begin; day <= until;) {
    const span = spanOf(history, day);
    if (span.last > until) return;
    if (history.limit.period !== 'day' || history.schedule.has(day)) yield span;
    day = span.last + 1;
  }
}

/** A period that is skipped from end to end neither breaks nor extends a streak. */
function markOf(history: LimitHistory, { first, last }: Span): DayMark | null {
  let isOpen = false;
  for (let day = Math.max(first, history.begin); day <= last && !isOpen; day += 1) {
    isOpen = !history.isSkipped(day);
  }
  if (!isOpen) return 'skipped';
  return isWithin(history, last) ? 'done' : null;
}

function usedUntil(history: LimitHistory, day: number): number {
  const { first } = spanOf(history, day);
  let used = 0;
  for (let each = first; each <= day; each += 1) {
    if (!history.isSkipped(each)) used += history.sums.get(each) ?? 0;
  }
  return keptAmount(used);
}
