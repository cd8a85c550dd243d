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
   * By default the user's present one.
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
  /** @example "2026-03-01" */
  date: string;
  /**
   * A habit's sum, a scale's mean, a number's last value; null where nothing was logged.
   * @example 2.5
   */
  value: number | null;
  /** @example 1 */
  entries: number;
  /**
   * `missed` was due and is past, `open` is due and not past, `off` is none of these. Of a habit of n times a week or
   * month, the days of one that was not reached are missed once it is over.
   * @example "done"
   */
  state: DayState;
}

/** A tracker's days. */
export class CalendarResponse {
  /** @example "01980c3e-7a10-7cc3-98a5-3f0c2b9d4e12" */
  trackerId: string;
  /** @example "2026-03-01" */
  from: string;
  /**
   * The day after the last one.
   * @example "2026-04-01"
   */
  before: string;
  @ApiProperty({
    deprecated: true,
    description: 'The last day; use `before` instead.',
    example: '2026-03-31',
  })
  to: string;
  days: CalendarDayResponse[];
}

/** A day of a heat map. */
export class HeatDayResponse extends CalendarDayResponse {
  /**
   * How strongly it is coloured, 0 for nothing to 4: by how much of a habit's day was done, by a scale's mark, or by where
   * a number lies between the year's smallest and largest.
   * @example 4
   */
  level: HeatLevel;
}

/** A tracker's year. */
export class HeatMapResponse {
  /** @example "01980c3e-7a10-7cc3-98a5-3f0c2b9d4e12" */
  trackerId: string;
  /** @example 2026 */
  year: number;
  /**
   * How many days are done.
   * @example 58
   */
  done: number;
  /** Every day of the year. */
  days: HeatDayResponse[];
}
