import { DayRangeQuery } from '../../../../../common/http/day-range.dto.js';
import type { Period } from '../tracker.contract.js';

/** Which days the series is for. */
export class StatsQuery extends DayRangeQuery {
  /**
   * First day of the series and the totals; by default 30 days before `before`, at most 366.
   * @example "2026-02-01"
   */
  override from?: string;

  /**
   * The day after the last one; by default the user's tomorrow.
   * @example "2026-03-02"
   */
  override before?: string;
}

/** A day of the series. */
export class StatsDayResponse {
  /** @example "2026-03-01" */
  date: string;
  /**
   * A habit's sum, a scale's mean, a number's last value; null where nothing was logged.
   * @example 2.5
   */
  value: number | null;
  /** @example 2 */
  entries: number;
  /** @example true */
  isScheduled: boolean;
  /** @example true */
  isDone: boolean;
  /**
   * Skipped by an entry, frozen, or taken away by a journey over the date line.
   * @example false
   */
  isSkipped: boolean;
}

/** The user's today. */
export class StatsTodayResponse extends StatsDayResponse {
  /**
   * Scheduled, not skipped and not done.
   * @example false
   */
  isDue: boolean;
}

/**
 * Scheduled days done one after the other, or weeks or months of a habit of n times one of those; skipped days and days
 * off neither break nor extend a streak.
 */
export class StreakResponse {
  /**
   * What it is counted in.
   * @example "day"
   */
  unit: Period;
  /** @example 12 */
  current: number;
  /** @example 31 */
  longest: number;
  /**
   * The last scheduled day that is done, or the last day of the last week or month.
   * @example "2026-03-01"
   */
  through: string | null;
  /**
   * Whether the streak ends with today, unless today is done or skipped.
   * @example false
   */
  isAtRisk: boolean;
}

/**
 * Completion over the last so many scheduled days, or weeks or months of a habit of n times one of those; skipped ones not
 * counted, the present one only once it is done.
 */
export class CompletionResponse {
  /** @example 40 */
  scheduled: number;
  /** @example 27 */
  done: number;
  /**
   * A whole number from 0 to 100; null where no day was scheduled.
   * @example 67
   */
  percent: number | null;
}

/** Completion over the last 7, 30 and 90 scheduled days. */
export class CompletionsResponse {
  last7: CompletionResponse;
  last30: CompletionResponse;
  last90: CompletionResponse;
}

/** The straight line through the values of the series, by least squares. */
export class TrendResponse {
  /**
   * How much the value grows in a day.
   * @example -0.08
   */
  perDay: number;
  /**
   * Standard error of `perDay`; null for two days.
   * @example 0.01
   */
  standardError: number | null;
  /**
   * Days with a value.
   * @example 27
   */
  days: number;
}

/** What was logged from `from` (included) to `before` (excluded), skips aside. */
export class TotalsResponse {
  /** @example "2026-02-01" */
  from: string;
  /** @example "2026-03-02" */
  before: string;
  /** @example 58 */
  entries: number;
  /**
   * Days with entries.
   * @example 27
   */
  days: number;
  /** @example 61.5 */
  sum: number | null;
  /** @example 0.5 */
  min: number | null;
  /** @example 3.5 */
  max: number | null;
  /** @example 1.05 */
  mean: number | null;
}

/** How a tracker stands, and its series for charts. */
export class TrackerStatsResponse {
  /** @example "01980c3e-7a10-7cc3-98a5-3f0c2b9d4e12" */
  trackerId: string;
  /**
   * The value that was logged last.
   * @example 84.5
   */
  currentValue: number | null;
  /**
   * From `initialValue` toward `targetValue`, a whole number from 0 to 100, whichever way it goes; of a habit, how much of the target today
   * has. Null where there is no goal.
   * @example 61
   */
  progress: number | null;
  /**
   * How firm the habit is today, 0 to 1, by the formula of Loop Habit Tracker; null where nothing is scheduled or nothing
   * was done yet.
   * @example 0.67
   */
  strength: number | null;
  today: StatsTodayResponse;
  streak: StreakResponse;
  completion: CompletionsResponse;
  /** Null for fewer than two days with a value. */
  trend: TrendResponse | null;
  /**
   * When the trend reaches the target; null where it is reached, or the trend does not lead there.
   * @example "2026-06-11"
   */
  projectedOn: string | null;
  totals: TotalsResponse;
  days: StatsDayResponse[];
}
