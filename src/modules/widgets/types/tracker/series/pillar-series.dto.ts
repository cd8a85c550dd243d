import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { CalendarQuery } from '../calendar/tracker-calendar.dto.js';
import { BUCKETS, type Bucket } from './pillar-series.repository.js';

/** Which days the series are for, and how long their points are. */
export class PillarSeriesQuery extends CalendarQuery {
  /**
   * How long a point is; by default a day. Weeks begin on Monday.
   * @example "week"
   */
  @IsOptional()
  @IsIn(BUCKETS)
  by?: Bucket;
}

/** What the trackers of one category came to in a day, week or month. */
export class PillarPointResponse {
  /**
   * Its first day, which of a week or month may lie before the range.
   * @example "2026-03-02"
   */
  date: string;
  /**
   * Skips aside.
   * @example 12
   */
  entries: number;
  /**
   * How many scheduled days were done, of all trackers.
   * @example 5
   */
  done: number;
  /**
   * How many of the scheduled ones that is, 0 to 100, skipped and frozen days aside; today counts once it is done. Null
   * where nothing was scheduled.
   * @example 62.5
   */
  percent: number | null;
  /**
   * The mean mark of scales, 0 for the lowest mark to 100 for the highest; null where none was logged.
   * @example 62.5
   */
  mood: number | null;
}

/** A category of widgets, with what its trackers came to. */
export class PillarResponse {
  /**
   * Null for the widgets without one.
   * @example "health"
   */
  category: string | null;
  /** @example 3 */
  trackers: number;
  points: PillarPointResponse[];
}

/** The series of every category that has trackers. */
export class PillarSeriesResponse {
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
  /** @example "week" */
  by: Bucket;
  pillars: PillarResponse[];
}
