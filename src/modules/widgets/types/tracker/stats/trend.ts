import { linearRegression, sum } from 'simple-statistics';
import { addDays, type LocalDate } from '../../../../../common/time/local-date.js';
import { reaches } from '../standing/progress.js';
import type { Direction } from '../tracker.contract.js';

/** A value on a day, by its number. */
export type TrendPoint = readonly [day: number, value: number];

/** The straight line through values of days that misses them least, by the squares of the distances. */
export interface Trend {
  /** How much the value grows in a day; negative where it falls. */
  readonly perDay: number;
  /** Standard error of `perDay`; null where two days make a line that misses none. */
  readonly standardError: number | null;
  /** Days with a value. */
  readonly days: number;
}

/** A trend, and what its line says for any day. */
export interface TrendLine extends Trend {
  at(day: number): number;
}

/** What a projection is made for. */
interface ProjectedGoal {
  readonly targetValue: number | null;
  readonly direction: Direction;
  readonly currentValue: number | null;
}

/** Nobody plans further ahead: a hundred years. */
const FURTHEST_DAYS = 36_525;

/** The trend of values on different days; null for fewer than two. */
export function trendOf(points: readonly TrendPoint[]): TrendLine | null {
  const [origin] = points;
  if (!origin || points.length < 2) return null;
  // Counted from the first day, so that squares of day numbers do not swallow the digits of the values.
  const shifted = points.map(([day, value]): [number, number] => [day - origin[0], value]);
  const { m, b } = linearRegression(shifted);
  return {
    perDay: m,
    standardError: standardErrorOf(shifted, m, b),
    days: points.length,
    at: (day) => b + m * (day - origin[0]),
  };
}

/** The day on which the line reaches the target: null where it is reached, or the line does not lead there. */
export function projectedOn(
  line: TrendLine | null,
  { targetValue, direction, currentValue }: ProjectedGoal,
  today: { readonly date: LocalDate; readonly day: number },
): LocalDate | null {
  if (!line || targetValue === null || currentValue === null) return null;
  if (reaches(direction, currentValue, targetValue)) return null;
  const isTowards = direction === 'up' ? line.perDay > 0 : line.perDay < 0;
  if (!isTowards) return null;
  // A hair of rounding is no day more.
  const days = Math.max(0, Math.ceil((targetValue - line.at(today.day)) / line.perDay - 1e-9));
  return days > FURTHEST_DAYS ? null : addDays(today.date, days);
}

function standardErrorOf(points: readonly [number, number][], m: number, b: number): number | null {
  const freedom = points.length - 2;
  if (freedom === 0) return null;
  const mean = sum(points.map(([x]) => x)) / points.length;
  const spread = sum(points.map(([x]) => (x - mean) ** 2));
  const missed = sum(points.map(([x, y]) => (y - (b + m * x)) ** 2));
  return Math.sqrt(missed / freedom / spread);
}
