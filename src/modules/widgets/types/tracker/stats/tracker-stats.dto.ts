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
  /**
   * Local date.
   * @example "2026-03-01"
   */
  date: string;
  /**
   * Sum of a habit, mean of a scale, latest value of a number; null without entries.
   * @example 2.5
   */
  value: number | null;
  /**
   * Number of entries.
   * @example 2
   */
  entries: number;
  /**
   * Whether it is scheduled for the day.
   * @example true
   */
  isScheduled: boolean;
  /**
   * Whether it is completed.
   * @example true
   */
  isDone: boolean;
  /**
   * Whether the day is skipped, frozen, or does not exist because of a time-zone change.
   * @example false
   */
  isSkipped: boolean;
}

/** The user's today. */
export class StatsTodayResponse extends StatsDayResponse {
  /**
   * Whether it is scheduled, not skipped and not done.
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
   * Unit of the lengths.
   * @example "day"
   */
  unit: Period;
  /**
   * Length of the current streak.
   * @example 12
   */
  current: number;
  /**
   * Length of the longest streak.
   * @example 31
   */
  longest: number;
  /**
   * End date: the last completed scheduled day, or the last day of the last week or month.
   * @example "2026-03-01"
   */
  through: string | null;
  /**
   * Whether the streak ends today unless today is completed or skipped.
   * @example false
   */
  isAtRisk: boolean;
}

/**
 * Completion over the last so many scheduled days, or weeks or months of a habit of n times one of those; skipped ones not
 * counted, the present one only once it is done.
 */
export class CompletionResponse {
  /**
   * Scheduled days.
   * @example 40
   */
  scheduled: number;
  /**
   * Completed days.
   * @example 27
   */
  done: number;
  /**
   * A whole number from 0 to 100; null where no day was scheduled.
   * @example 67
   */
  percent: number | null;
}

/** Completion over the last 7, 30 and 90 scheduled days. */
export class CompletionsResponse {
  /** The last 7 days. */
  last7: CompletionResponse;
  /** The last 30 days. */
  last30: CompletionResponse;
  /** The last 90 days. */
  last90: CompletionResponse;
}

/** The straight line through the values of the series, by least squares. */
export class TrendResponse {
  /**
   * Change of the value per day.
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
  /**
   * Start date.
   * @example "2026-02-01"
   */
  from: string;
  /**
   * End date (exclusive).
   * @example "2026-03-02"
   */
  before: string;
  /**
   * Number of entries.
   * @example 58
   */
  entries: number;
  /**
   * Days with entries.
   * @example 27
   */
  days: number;
  /**
   * Sum of the values.
   * @example 61.5
   */
  sum: number | null;
  /**
   * Smallest value.
   * @example 0.5
   */
  min: number | null;
  /**
   * Largest value.
   * @example 3.5
   */
  max: number | null;
  /**
   * Mean of the values.
   * @example 1.05
   */
  mean: number | null;
}

/** How a tracker stands, and its series for charts. */
export class TrackerStatsResponse {
  /**
   * Id of the tracker.
   * @example "01980c3e-7a10-7cc3-98a5-3f0c2b9d4e12"
   */
  trackerId: string;
  /**
   * Latest value.
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
   * Strength of the habit, 0 to 1, by the formula of Loop Habit Tracker; null without a schedule or a completion.
   * @example 0.67
   */
  strength: number | null;
  /** The current day. */
  today: StatsTodayResponse;
  /** Streaks. */
  streak: StreakResponse;
  /** Completion rates. */
  completion: CompletionsResponse;
  /** Linear trend; null for fewer than two days with a value. */
  trend: TrendResponse | null;
  /**
   * When the trend reaches the target; null if it is reached, or the trend does not lead to it.
   * @example "2026-06-11"
   */
  projectedOn: string | null;
  /** Totals of the range. */
  totals: TotalsResponse;
  /** Days of the range with entries. */
  days: StatsDayResponse[];
}
