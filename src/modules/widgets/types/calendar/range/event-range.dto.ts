import { ApiPropertyOptional, OmitType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { IfGiven } from '../../../../../common/validation/if-given.js';
import { IsMoment } from '../../../../../common/validation/local-date-time.js';
import { MOST_IN_RANGE } from '../calendar.settings.js';

/** Which stretch of a calendar. */
export class EventRangeQuery {
  /**
   * Start: a local date or time, or UTC with `Z`; defaults to today.
   * @example "2026-03-01"
   */
  @IfGiven()
  @IsMoment()
  from?: string;

  /**
   * End of the span (exclusive), at most 400 days later; defaults to 31 days later.
   * @example "2026-04-01"
   */
  @IfGiven()
  @IsMoment()
  before?: string;

  /** End date (inclusive). */
  @ApiPropertyOptional({
    deprecated: true,
    description: 'End of the span (exclusive); use `before` instead.',
    example: '2026-04-01',
  })
  @IfGiven()
  @IsMoment()
  to?: string;

  /**
   * Maximum number of occurrences.
   * @example 500
   */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(MOST_IN_RANGE.occurrences)
  limit: number = 1_000;

  /** Cursor of the next page: `meta.pagination.nextCursor` of the previous one. */
  @IsOptional()
  @IsString()
  @MaxLength(2000)
  cursor?: string;
}

/** Which span of all calendars. */
export class AllEventsQuery extends OmitType(EventRangeQuery, ['to']) {}

/** Facts about a stretch of a calendar. */
export class EventRangeMeta {
  /**
   * Whether the range has, or may have, more: on the next page if there is one; otherwise a limit was reached, and a
   * shorter range shows more.
   * @example false
   */
  truncated: boolean;
}

/** An occurrence of an event. */
export class EventOccurrenceResponse {
  /**
   * Id of the event.
   * @example "01980c3e-7a10-7cc3-98a5-3f0c2b9d4e17"
   */
  eventId: string;
  /**
   * Id of the widget it belongs to.
   * @example "01980c3e-7a10-7cc3-98a5-3f0c2b9d4e11"
   */
  widgetId: string;
  /**
   * Original local start of the occurrence, which identifies it within its series.
   * @example "2026-03-09T19:30"
   */
  recurrenceId: string;
  /**
   * Title.
   * @example "Choir"
   */
  title: string;
  /**
   * Description.
   * @example "Bring the score"
   */
  description: string | null;
  /**
   * Location.
   * @example "Town hall"
   */
  location: string | null;
  /**
   * Whether it lasts whole days.
   * @example false
   */
  isAllDay: boolean;
  /**
   * Local start in `timeZone`; a date for all-day events.
   * @example "2026-03-09T19:30"
   */
  start: string;
  /**
   * Local end (exclusive); a date for all-day events.
   * @example "2026-03-09T21:00"
   */
  end: string;
  /**
   * IANA time zone; null follows the user's zone.
   * @example "Europe/Berlin"
   */
  timeZone: string | null;
  /**
   * Start in UTC.
   * @example "2026-03-09T18:30:00.000Z"
   */
  startsAt: string;
  /**
   * End in UTC (exclusive).
   * @example "2026-03-09T20:00:00.000Z"
   */
  endsAt: string;
  /**
   * Whether the event has more than one occurrence.
   * @example true
   */
  isRecurring: boolean;
  /**
   * Whether the occurrence overrides its series.
   * @example false
   */
  isChanged: boolean;
}
