import { IsOptional } from 'class-validator';
import { IsLocalDate } from '../../../../../common/validation/local-date.js';

/** Which days the series is for. */
export class StatsQuery {
  /**
   * First day of the series and the totals; by default 30 days before `before`, at most 366.
   * @example "2026-02-01"
   */
  @IsOptional()
  @IsLocalDate()
  from?: string;

  /**
   * The day after the last one; by default the user's tomorrow.
   * @example "2026-03-02"
   */
  @IsOptional()
  @IsLocalDate()
  before?: string;
}

/** A day of the series. */
export class StatsDayResponse {
  /** @example "2026-03-01" */
  date: string;
  /**
   * A habit's sum, a scale's mean, a number's last value; null where nothing was logged.
   * @example 2
   */
  value: number | null;
  /** @example 2 */
  entries: number;
  /** @example true */
  isScheduled: boolean;
  /** @example true */
  isDone: boolean;
  /** @example false */
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

/** Scheduled days done one after the other; skipped days and days off neither break nor extend a streak. */
export class StreakResponse {
  /** @example 12 */
  current: number;
  /** @example 31 */
  longest: number;
  /**
   * The last scheduled day that is done.
   * @example "2026-03-01"
   */
  through: string | null;
  /**
   * Whether the streak ends with today, unless today is done or skipped.
   * @example false
   */
  isAtRisk: boolean;
}

/** Completion over the last so many scheduled days, skipped ones not counted, today only once it is done. */
export class CompletionResponse {
  /** @example 30 */
  scheduled: number;
  /** @example 27 */
  done: number;
  /**
   * 0 to 100; null where no day was scheduled.
   * @example 90
   */
  percent: number | null;
}

/** Completion over the last 7, 30 and 90 scheduled days. */
export class CompletionsResponse {
  last7: CompletionResponse;
  last30: CompletionResponse;
  last90: CompletionResponse;
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
  /** @example 61 */
  sum: number | null;
  /** @example 1 */
  min: number | null;
  /** @example 3 */
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
   * @example 85
   */
  currentValue: number | null;
  /**
   * From `initialValue` toward `targetValue`, 0 to 100, whichever way it goes; of a habit, how much of the target today
   * has. Null where there is no goal.
   * @example 50
   */
  progress: number | null;
  today: StatsTodayResponse;
  streak: StreakResponse;
  completion: CompletionsResponse;
  totals: TotalsResponse;
  days: StatsDayResponse[];
}
