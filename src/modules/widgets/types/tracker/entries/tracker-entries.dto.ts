import { IntersectionType } from '@nestjs/swagger';
import { IsBoolean, IsOptional } from 'class-validator';
import { IfGiven } from '../../../../../common/validation/if-given.js';
import { IsId } from '../../../../../common/validation/id.js';
import { DayRangeQuery } from '../../../../../common/http/day-range.dto.js';
import { ListQuery } from '../../../../../common/http/list-query.dto.js';
import { IsInstant } from '../../../../../common/validation/instant.js';
import { IsLocalDate } from '../../../../../common/validation/local-date.js';
import { IsText } from '../../../../../common/validation/text.js';
import { IsAmount } from '../amount.js';

/** A change of an entry: what is left out stays. */
export class UpdateEntryRequest {
  /**
   * What was measured or done; on a scale the number of a mark, from 1 on. A skip has none.
   * @example 84.5
   */
  @IsOptional()
  @IsAmount()
  value?: number | null;

  /**
   * When it was; not in the future, at most 10 years ago.
   * @example "2026-03-01T07:30:00Z"
   */
  @IfGiven()
  @IsInstant()
  loggedAt?: string;

  /**
   * The day that it counts for: by default the user's day of `loggedAt`, and at most a day apart from it.
   * @example "2026-03-01"
   */
  @IfGiven()
  @IsLocalDate()
  localDate?: string;

  /**
   * The user's own words.
   * @example "after breakfast"
   */
  @IsOptional()
  @IsText({ max: 2000, multiline: true })
  notes?: string | null;

  /** Whether the day is skipped: then it neither breaks nor extends a streak. */
  @IfGiven()
  @IsBoolean()
  isSkip?: boolean;
}

/** Something to log. A habit without a `value` is logged once; a `number` or `scale` needs one, unless it is a skip. */
export class LogEntryRequest extends UpdateEntryRequest {
  /** An id that the client made; one is made where it is left out. */
  @IfGiven()
  @IsId()
  id?: string;
}

/** Which entries to list: those of some days. */
export class EntriesQuery extends IntersectionType(ListQuery, DayRangeQuery) {}

/** Something that was logged. */
export class EntryResponse {
  /** @example "01980c3e-7a10-7cc3-98a5-3f0c2b9d4e13" */
  id: string;
  /** @example "01980c3e-7a10-7cc3-98a5-3f0c2b9d4e12" */
  trackerId: string;
  /** @example 84.5 */
  value: number | null;
  /** @example "2026-03-01T07:30:00.000Z" */
  loggedAt: string;
  /** @example "2026-03-01" */
  localDate: string;
  /** @example "Europe/Berlin" */
  timeZone: string;
  /** @example "after breakfast" */
  notes: string | null;
  /** @example false */
  isSkip: boolean;
  /** @example 1 */
  version: number;
  /** @example "2026-03-01T07:30:02.000Z" */
  createdAt: string;
  /** @example "2026-03-01T07:30:02.000Z" */
  updatedAt: string;
}
