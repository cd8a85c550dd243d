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
   * Grouping.
   * @example "day"
   */
  @IsOptional()
  @IsIn(USAGE_GROUPS)
  by?: UsageGroup;
}

/** Calls, and what they used. */
export class UsageSumResponse {
  /**
   * Model calls and searches, including failed and running ones.
   * @example 12
   */
  calls: number;
  /**
   * Failed calls.
   * @example 1
   */
  failed: number;
  /**
   * Input tokens.
   * @example 20400
   */
  inputTokens: number;
  /**
   * Output tokens.
   * @example 1800
   */
  outputTokens: number;
  /**
   * Cost in millionths of the installation's currency.
   * @example 16140
   */
  costMicros: number;
}

/** The sum of one day, month, feature or model. */
export class UsageGroupResponse extends UsageSumResponse {
  /**
   * The day, the month (`YYYY-MM`), the feature, or the name of the model or search provider.
   * @example "2026-03-01"
   */
  key: string;
}

/** What this month's budget has left, in millionths of the currency. */
export class BudgetResponse {
  /**
   * Month in UTC.
   * @example "2026-03"
   */
  month: string;
  /**
   * Limit in millionths of the currency; null if unlimited.
   * @example 2000000
   */
  limitMicros: number | null;
  /**
   * Spent in the month, in millionths of the currency.
   * @example 16140
   */
  spentMicros: number;
  /**
   * Reserved for running calls, in millionths of the currency.
   * @example 0
   */
  reservedMicros: number;
  /**
   * Limit in millionths of the currency; null if unlimited.
   * @example 1983860
   */
  leftMicros: number | null;
}

/** What models and searches were used for in a range of days, and where the budget stands now. */
export class UsageResponse {
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
   * @example "day"
   */
  by: UsageGroup;
  /** Sum of all groups. */
  total: UsageSumResponse;
  /** Groups with at least one call, by key. */
  groups: UsageGroupResponse[];
  /** Budget of the current month. */
  budget: BudgetResponse;
}
