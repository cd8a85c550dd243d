import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { FormerDayRangeQuery } from '../../../../common/http/day-range.dto.js';
import { USAGE_GROUPS, type UsageGroup } from './usage.contract.js';

/** Which usage, and how it is summed up. */
export class UsageQuery extends FormerDayRangeQuery {
  /**
   * The first day, in UTC; by default the first of the last day's month.
   * @example "2026-03-01"
   */
  override from?: string;

  /**
   * The day after the last one, in UTC, at most 366 days in all; by default tomorrow.
   * @example "2026-04-01"
   */
  override before?: string;

  /**
   * What it is summed up by.
   * @example "day"
   */
  @IsOptional()
  @IsIn(USAGE_GROUPS)
  by?: UsageGroup;
}

/** Calls, and what they used. */
export class UsageSumResponse {
  /**
   * Calls of models and searches, those that failed or still run included.
   * @example 12
   */
  calls: number;
  /** @example 1 */
  failed: number;
  /** @example 20400 */
  inputTokens: number;
  /** @example 1800 */
  outputTokens: number;
  /**
   * In millionths of the currency that the installation's prices are in.
   * @example 16140
   */
  costMicros: number;
}

/** The sum of one day, month, feature or model. */
export class UsageGroupResponse extends UsageSumResponse {
  /**
   * The day, the month (`YYYY-MM`), the feature, or the model's or search provider's name.
   * @example "2026-03-01"
   */
  key: string;
}

/** What this month's budget has left, in millionths of the currency. */
export class BudgetResponse {
  /**
   * The month of UTC that it is for.
   * @example "2026-03"
   */
  month: string;
  /**
   * Null where there is no limit.
   * @example 2000000
   */
  limitMicros: number | null;
  /** @example 16140 */
  spentMicros: number;
  /**
   * Held back for calls that are being made.
   * @example 0
   */
  reservedMicros: number;
  /**
   * Null where there is no limit.
   * @example 1983860
   */
  leftMicros: number | null;
}

/** What models and searches were used for in a range of days, and where the budget stands now. */
export class UsageResponse {
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
  /** @example "day" */
  by: UsageGroup;
  total: UsageSumResponse;
  /** Only those in which there was a call, in the order of their keys. */
  groups: UsageGroupResponse[];
  budget: BudgetResponse;
}
