import {
  civilOf,
  daysInMonth,
  remainder,
  SECONDS_PER_DAY,
  weekdayOf,
} from '../../../../common/time/civil.js';
import { elementAt } from '../../../../common/time/sorted.js';
import { WEEKDAY_CODES } from '../../../../common/time/recurrence/rule.js';

/** A rule of one occurrence a year, and which readings of the clock (seconds from 1970-01-01T00:00) it has. */
export interface YearlyPattern {
  readonly rrule: string;
  readonly matches: (local: number) => boolean;
}

const WEEK = 7;

interface Reading {
  readonly month: number;
  readonly day: number;
  readonly weekday: number;
  readonly second: number;
  /** How many days of the month are left from this one on. */
  readonly left: number;
}

/**
 * The rule that all these readings of the clock follow: the last or n-th such weekday of a month, or the one within seven
 * days of it, always at the same time. Null where there is none.
 */
export function yearlyPattern(locals: readonly number[]): YearlyPattern | null {
  const [first, ...others] = locals.map(readingOf);
  if (first === undefined || !others.every((other) => isAlike(first, other))) return null;
  const all = [first, ...others];
  const weekday = elementAt(WEEKDAY_CODES, first.weekday - 1);
  const inMonth = `FREQ=YEARLY;BYMONTH=${first.month}`;
  const patternOf = (rest: string, isRight: (reading: Reading) => boolean): YearlyPattern => ({
    rrule: `${inMonth};${rest}`,
    matches: (local) => {
      const reading = readingOf(local);
      return isAlike(first, reading) && isRight(reading);
    },
  });

  const isLast = ({ left }: Reading): boolean => left < WEEK;
  if (all.every(isLast)) return patternOf(`BYDAY=-1${weekday}`, isLast);

  const nth = nthOf(first);
  const isNth = (reading: Reading): boolean => nthOf(reading) === nth;
  if (all.every(isNth)) return patternOf(`BYDAY=${nth}${weekday}`, isNth);

  const from = Math.min(...all.map(({ day }) => day));
  const isWithin = ({ day }: Reading): boolean => day >= from && day < from + WEEK;
  if (!all.every(isWithin)) return null;
  const days = Array.from({ length: WEEK }, (_, index) => from + index);
  return patternOf(`BYMONTHDAY=${days.join()};BYDAY=${weekday}`, isWithin);
}

function readingOf(local: number): Reading {
  const epochDay = Math.floor(local / SECONDS_PER_DAY);
  const { year, month, day } = civilOf(epochDay);
  return {
    month,
    day,
    weekday: weekdayOf(epochDay),
    second: remainder(local, SECONDS_PER_DAY),
    left: daysInMonth(year, month) - day,
  };
}

function isAlike(a: Reading, b: Reading): boolean {
  return a.month === b.month && a.weekday === b.weekday && a.second === b.second;
}

function nthOf({ day }: Reading): number {
  return Math.ceil(day / WEEK);
}
