import { ArrayMaxSize, IsArray, IsInt, Max, Min } from 'class-validator';
import { IfGiven } from '../../common/validation/if-given.js';
import { IsLocalDateTime, IsMoment } from '../../common/validation/local-date-time.js';
import { IsRecurrenceRule } from '../../common/validation/recurrence-rule.js';
import { IsTimeZone } from '../../common/validation/time-zone.js';

const MOST = 1000;

/** A series, and the part of it that is wanted. */
export class PreviewRequest {
  /**
   * When the series begins on the wall clock; it is an occurrence itself only if the rule matches it.
   * @example "2026-01-30T16:00"
   */
  @IsLocalDateTime()
  start: string;

  /**
   * IANA time zone of the wall clock.
   * @example "Europe/London"
   */
  @IsTimeZone()
  timeZone: string;

  /**
   * A rule of RFC 5545 without the prefix.
   * @example "FREQ=MONTHLY;BYDAY=-1FR"
   */
  @IsRecurrenceRule()
  rrule: string;

  /**
   * Local times, or whole days, to leave out.
   * @example []
   */
  @IsArray()
  @ArrayMaxSize(MOST)
  @IsLocalDateTime({ each: true })
  exdates: string[] = [];

  /**
   * The first moment, local or in UTC with `Z`; the start where it is left out.
   * @example "2026-01-01T00:00"
   */
  @IfGiven()
  @IsMoment()
  from?: string;

  /**
   * The first moment that is not wanted any more.
   * @example "2027-01-01T00:00"
   */
  @IfGiven()
  @IsMoment()
  before?: string;

  /**
   * Most occurrences in the answer.
   * @example 100
   */
  @IsInt()
  @Min(1)
  @Max(MOST)
  limit: number = 100;
}

/** Facts about a list of occurrences. */
export class PreviewMeta {
  /**
   * Whether the window has, or may have, more.
   * @example false
   */
  truncated: boolean;
}

/** One occurrence of a series. */
export class PreviewedOccurrenceResponse {
  /**
   * What the rule names on the wall clock.
   * @example "2026-01-30T16:00"
   */
  local: string;
  /**
   * The instant it falls on.
   * @example "2026-01-30T16:00:00.000Z"
   */
  at: string;
  /**
   * Whether the clock skips that time (the offset before the gap counts) or shows it twice (the first counts).
   * @example null
   */
  note: 'gap' | 'overlap' | null;
}
