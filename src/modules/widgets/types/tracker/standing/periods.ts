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
 * Folds days into their periods. One with n done days is done. One that has skipped days, or days before the beginning,
 * and as large a part of n done on the others, is skipped: it neither breaks nor extends a streak.
 */
export function periodsOf(marks: DayMarks, quota: Quota, begin: number): Periods {
  const folded = new Map<number, DayMark>();
  for (const [last, count] of countsOf(marks, quota)) {
    const mark = markOf(count, quota, begin);
    if (mark) folded.set(last, mark);
  }
  return { marks: folded, schedule: { has: (day) => periodOf(day, quota).last === day, end: Infinity } };
}

interface Count extends Span {
  done: number;
  skipped: number;
}

function countsOf(marks: DayMarks, quota: Quota): Map<number, Count> {
  const counts = new Map<number, Count>();
  for (const [day, mark] of marks) {
    const span = periodOf(day, quota);
    const count = counts.get(span.last) ?? { ...span, done: 0, skipped: 0 };
    count[mark] += 1;
    counts.set(span.last, count);
  }
  return counts;
}

function markOf({ first, last, done, skipped }: Count, { times }: Quota, begin: number): DayMark | null {
  if (done >= times) return 'done';
  const days = last - first + 1;
  const closed = skipped + Math.max(0, begin - first);
  const isEnough = closed > 0 && done >= Math.ceil((times * Math.max(0, days - closed)) / days);
  return isEnough ? 'skipped' : null;
}
