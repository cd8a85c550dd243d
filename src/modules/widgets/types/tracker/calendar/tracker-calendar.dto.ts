import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, Max, Min } from 'class-validator';
import { FormerDayRangeQuery } from '../../../../../common/http/day-range.dto.js';
import type { DayState } from './day-state.js';
import type { HeatLevel } from './heat-level.js';

/** Which days a calendar is for. */
export class CalendarQuery extends FormerDayRangeQuery {
  /**
   * The first day; by default that of the last day's month, or of the user's month.
   * @example "2026-03-01"
   */
  override from?: string;

  /**
   * The day after the last one, at most 366 days in all; by default a month from `from` on.
   * @example "2026-04-01"
   */
  override before?: string;
}

/** Which year a heat map is for. */
export class HeatMapQuery {
  /**
   * Year; defaults to the user's current one.
   * @example 2026
   */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1901)
  @Max(2099)
  year?: number;
}

/** A day of a calendar. */
export class CalendarDayResponse {
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
   * @example 1
   */
  entries: number;
  /**
   * `missed` was due and is over, `open` is due and not over, `off` is not scheduled. For a habit of n times a week
   * or month, the open days of a failed period are missed once it is over.
   * @example "done"
   */
  state: DayState;
}

/** A tracker's days. */
export class CalendarResponse {
  /**
   * Id of the tracker.
   * @example "01980c3e-7a10-7cc3-98a5-3f0c2b9d4e12"
   */
  trackerId: string;
  /**
   * Start date.
   * @example "2026-03-01"
   */
  from: string;
  /**
   * The day after the last one.
   * @example "2026-04-01"
   */
  before: string;
  /** End date (inclusive). */
  @ApiProperty({
    deprecated: true,
    description: 'The last day; use `before` instead.',
    example: '2026-03-31',
  })
  to: string;
  /** The days of the range. */
  days: CalendarDayResponse[];
}

/** A day of a heat map. */
export class HeatDayResponse extends CalendarDayResponse {
  /**
   * Intensity, 0 (nothing) to 4: share of a habit's target, step of a scale, or position of a number between the
   * year's minimum and maximum.
   * @example 4
   */
  level: HeatLevel;
}

/** A tracker's year. */
export class HeatMapResponse {
  /**
   * Id of the tracker.
   * @example "01980c3e-7a10-7cc3-98a5-3f0c2b9d4e12"
   */
  trackerId: string;
  /**
   * The year.
   * @example 2026
   */
  year: number;
  /**
   * Number of completed days.
   * @example 58
   */
  done: number;
  /** Every day of the year. */
  days: HeatDayResponse[];
}
