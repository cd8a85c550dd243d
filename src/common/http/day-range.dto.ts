import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { addDays, parseLocalDate, type LocalDate } from '../time/local-date.js';
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

/** A range as a client asks for it; its end under one of two names. */
export interface GivenDays {
  readonly from?: string | undefined;
  readonly before?: string | undefined;
  readonly to?: string | undefined;
}

/** The last day of a range, and how the client named its end, for messages. */
export interface RangeEnd {
  readonly last: LocalDate | undefined;
  readonly field: 'before' | 'to';
  /** What is wrong with a range that ends before it begins. */
  readonly order: string;
  /** What is wrong with a range of more days than that. */
  readonly tooLong: (most: number) => string;
}

/** Reads the end of a range; throws InvalidError for a day that does not exist. */
export function rangeEndOf({ before, to }: GivenDays): RangeEnd {
  if (before === undefined && to !== undefined)
    return {
      last: parseLocalDate(to),
      field: 'to',
      order: 'must not be later than to',
      tooLong: (most) => `must be less than ${most} days after from`,
    };
  return {
    last: before === undefined ? undefined : addDays(parseLocalDate(before), -1),
    field: 'before',
    order: 'must be earlier than before',
    tooLong: (most) => `must be at most ${most} days after from`,
  };
}
