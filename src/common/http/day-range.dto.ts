import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { IsAloneWithout } from '../validation/alone.js';
import { IsLocalDate } from '../validation/local-date.js';

/** A range of days, as every query names it. */
export class DayRangeQuery {
  /**
   * The first day.
   * @example "2026-03-01"
   */
  @IsOptional()
  @IsLocalDate()
  from?: string;

  /**
   * The day after the last one.
   * @example "2026-04-01"
   */
  @IsOptional()
  @IsLocalDate()
  before?: string;
}

/** The same where the end was once called `to`, and was included; that still answers as it did. */
export class FormerDayRangeQuery extends DayRangeQuery {
  /** End date (inclusive). */
  @ApiPropertyOptional({
    deprecated: true,
    description: 'The last day, which is included; use `before` instead.',
    example: '2026-03-31',
  })
  @IsOptional()
  @IsLocalDate()
  @IsAloneWithout('before')
  to?: string;
}
