import { ArrayMaxSize, IsArray, IsInt, Max, Min } from 'class-validator';
import { IfGiven } from '../../common/validation/if-given.js';
import { IsLocalDateTime, IsMoment } from '../../common/validation/local-date-time.js';
import { IsRecurrenceRule } from '../../common/validation/recurrence-rule.js';
import { IsTimeZone } from '../../common/validation/time-zone.js';

const MOST = 1000;

/** A series, and the part of it that is wanted. */
export class PreviewRequest {
  /**
   * Local start of the series. It is an occurrence only if the rule matches it.
   * @example "2026-01-30T16:00"
   */
  @IsLocalDateTime()
  start: string;

  /**
   * IANA time zone that the rule runs in.
   * @example "Europe/London"
   */
  @IsTimeZone()
  timeZone: string;

  /**
   * Recurrence rule (RFC 5545) without the `RRULE:` prefix.
   * @example "FREQ=MONTHLY;BYDAY=-1FR"
   */
  @IsRecurrenceRule()
  rrule: string;

  /**
   * Local times or dates to exclude.
   * @example []
   */
  @IsArray()
  @ArrayMaxSize(MOST)
  @IsLocalDateTime({ each: true })
  exdates: string[] = [];

  /**
   * Start of the window, local or in UTC with `Z`; defaults to the start of the series.
   * @example "2026-01-01T00:00"
   */
  @IfGiven()
  @IsMoment()
  from?: string;

  /**
   * End of the window (exclusive), local or in UTC with `Z`.
   * @example "2027-01-01T00:00"
   */
  @IfGiven()
  @IsMoment()
  before?: string;

  /**
   * Maximum number of occurrences.
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
   * Local time of the occurrence.
   * @example "2026-01-30T16:00"
   */
  local: string;
  /**
   * The occurrence in UTC.
   * @example "2026-01-30T16:00:00.000Z"
   */
  at: string;
  /**
   * `gap` if a clock change skips the local time (the offset before the gap is used), `overlap` if it occurs twice
   * (the first one is used).
   * @example null
   */
  note: 'gap' | 'overlap' | null;
}
