import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { CalendarQuery } from '../calendar/tracker-calendar.dto.js';
import { BUCKETS, type Bucket } from './pillar-series.repository.js';

/** Which days the series are for, and how long their points are. */
export class PillarSeriesQuery extends CalendarQuery {
  /**
   * Length of a point. Weeks begin on Monday.
   * @example "week"
   */
  @IsOptional()
  @IsIn(BUCKETS)
  by?: Bucket;
}

/** What the trackers of one category came to in a day, week or month. */
export class PillarPointResponse {
  /**
   * First day of the point; that of a week or month may precede the range.
   * @example "2026-03-02"
   */
  date: string;
  /**
   * Number of entries without skips.
   * @example 12
   */
  entries: number;
  /**
   * Completed scheduled days of all trackers.
   * @example 5
   */
  done: number;
  /**
   * Completion rate, 0 to 100, without skipped and frozen days; today counts once it is completed. Null if nothing
   * was scheduled.
   * @example 62.5
   */
  percent: number | null;
  /**
   * Mean of the scales, from 0 (lowest step) to 100 (highest); null without entries.
   * @example 62.5
   */
  mood: number | null;
}

/** A category of widgets, with what its trackers came to. */
export class PillarResponse {
  /**
   * User-defined category; null for widgets without one.
   * @example "health"
   */
  category: string | null;
  /**
   * Number of trackers.
   * @example 3
   */
  trackers: number;
  /** Points in order. */
  points: PillarPointResponse[];
}

/** The series of every category that has trackers. */
export class PillarSeriesResponse {
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
  /**
   * Grouping.
   * @example "week"
   */
  by: Bucket;
  /** Series by category. */
  pillars: PillarResponse[];
}
