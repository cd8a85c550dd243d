import { ApiPropertyOptional, OmitType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { IfGiven } from '../../../../../common/validation/if-given.js';
import { IsMoment } from '../../../../../common/validation/local-date-time.js';
import { MOST_IN_RANGE } from '../calendar.settings.js';

/** Which stretch of a calendar. */
export class EventRangeQuery {
  /**
   * The first moment: a day or time of yours, or UTC with `Z`; today where it is left out.
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

  @ApiPropertyOptional({
    deprecated: true,
    description: 'End of the span (exclusive); use `before` instead.',
    example: '2026-04-01',
  })
  @IfGiven()
  @IsMoment()
  to?: string;

  /**
   * Most occurrences in the answer.
   * @example 500
   */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(MOST_IN_RANGE.occurrences)
  limit: number = 1_000;

  /** Where to go on: `meta.pagination.nextCursor` of the page before. */
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
   * Whether the stretch has, or may have, more: on the next page if there is one; otherwise a rule took too many steps, or
   * the events are too long together, and shorter stretches have more.
   * @example false
   */
  truncated: boolean;
}

/** An occurrence of an event. */
export class EventOccurrenceResponse {
  /** @example "01980c3e-7a10-7cc3-98a5-3f0c2b9d4e17" */
  eventId: string;
  /** @example "01980c3e-7a10-7cc3-98a5-3f0c2b9d4e11" */
  widgetId: string;
  /**
   * Which occurrence of the event it is: what its series' clock would have shown.
   * @example "2026-03-09T19:30"
   */
  recurrenceId: string;
  /** @example "Choir" */
  title: string;
  /** @example "Bring the score" */
  description: string | null;
  /** @example "St Mary's" */
  location: string | null;
  /** @example false */
  isAllDay: boolean;
  /**
   * On the clock of `timeZone`; days where it is all day long.
   * @example "2026-03-09T19:30"
   */
  start: string;
  /**
   * The first moment, or day, after it.
   * @example "2026-03-09T21:00"
   */
  end: string;
  /** @example "Europe/Berlin" */
  timeZone: string | null;
  /** @example "2026-03-09T18:30:00.000Z" */
  startsAt: string;
  /** @example "2026-03-09T20:00:00.000Z" */
  endsAt: string;
  /** @example true */
  isRecurring: boolean;
  /**
   * Whether it was changed on its own.
   * @example false
   */
  isChanged: boolean;
}
