import {
  civilOf,
  daysInMonth,
  epochDayOf,
  weekStartOf,
  type Weekday,
} from '../../../../../common/time/civil.js';
import { WEEK_STARTS, type WeekStart } from '../../../../users/users.contract.js';
import type { Schedule } from './schedule.js';
import type { DayMark, DayMarks } from './streak.js';

/** So many days of each week or month. */
export interface Quota {
  readonly times: number;
  readonly period: 'week' | 'month';
  readonly weekStart: WeekStart;
}

/** A week or month by its first and last day, as numbers. */
export interface Span {
  readonly first: number;
  readonly last: number;
}

/** Periods as a streak reads days: each stands on its last day, until which it can be kept. */
export interface Periods {
  readonly marks: DayMarks;
  readonly schedule: Schedule;
}

const WEEKDAYS: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];

/** The quota of a habit of n times a week or month, else null. */
export function quotaOf({
  times,
  period,
  weekStart,
}: {
  readonly times: number | null;
  readonly period: 'day' | 'week' | 'month' | null;
  readonly weekStart: WeekStart;
}): Quota | null {
  return times === null || period === null || period === 'day' ? null : { times, period, weekStart };
}

/** The week or month that a day is in. */
export function periodOf(day: number, { period, weekStart }: Omit<Quota, 'times'>): Span {
  if (period === 'week') {
    const first = weekStartOf(day, WEEKDAYS[WEEK_STARTS.indexOf(weekStart)] ?? 1);
    return { first, last: first + 6 };
  }
  const { year, month } = civilOf(day);
  const first = epochDayOf(year, month, 1);
  return { first, last: first + daysInMonth(year, month) - 1 };
}

/**
 * The part of a quota that is left after some days of its period were taken out, rounded down: of 5 a week with one
 * skipped day, 4.
 */
export function quotaWithout(times: number, days: number, skipped: number): number {
  return Math.floor((times * Math.max(0, days - skipped)) / days);
}

/**
 * Folds days into their periods. One is done when its quota is reached; skipped days leave the quota. If nothing of it
 * is left, a period with nothing done is skipped: it neither breaks nor extends a streak. So is the one that the habit
 * begins in, if the days since then have their part of the quota.
 */
export function periodsOf(marks: DayMarks, quota: Quota, begin: number): Periods {
  const folded = new Map<number, DayMark>();
  for (const [last, count] of countsOf(marks, quota, begin)) {
    const mark = markOf(count, quota, begin);
    if (mark) folded.set(last, mark);
  }
  return { marks: folded, schedule: { has: (day) => periodOf(day, quota).last === day, end: Infinity } };
}

/** Whether a period has what is left of its quota. */
export function isReached({ first, last }: Span, { times }: Quota, marks: DayMarks): boolean {
  let done = 0;
  let skipped = 0;
  for (let day = first; day <= last; day += 1) {
    const mark = marks.get(day);
    if (mark === 'done') done += 1;
    if (mark === 'skipped') skipped += 1;
  }
  return done >= quotaWithout(times, last - first + 1, skipped);
}

interface Count extends Span {
  done: number;
  skipped: number;
}

function countsOf(marks: DayMarks, quota: Quota, begin: number): Map<number, Count> {
  const beginning = periodOf(begin, quota);
  const counts = new Map<number, Count>();
  if (beginning.first < begin) counts.set(beginning.last, { ...beginning, done: 0, skipped: 0 });
  for (const [day, mark] of marks) {
    if (day < begin) continue;
    const span = periodOf(day, quota);
    const count = counts.get(span.last) ?? { ...span, done: 0, skipped: 0 };
    count[mark] += 1;
    counts.set(span.last, count);
  }
  return counts;
}

function markOf({ first, last, done, skipped }: Count, { times }: Quota, begin: number): DayMark | null {
  const days = last - first + 1;
  if (done > 0 && done >= quotaWithout(times, days, skipped)) return 'done';
  const before = Math.max(0, begin - first);
  return done >= quotaWithout(times, days, skipped + before) ? 'skipped' : null;
}
