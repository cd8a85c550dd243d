import { OmitType } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsOptional } from 'class-validator';
import { IsId } from '../../../../common/validation/id.js';
import { IfGiven } from '../../../../common/validation/if-given.js';
import { IsLocalDateTime } from '../../../../common/validation/local-date-time.js';
import { IsRecurrenceRule } from '../../../../common/validation/recurrence-rule.js';
import { IsText } from '../../../../common/validation/text.js';
import { IsTimeZone } from '../../../../common/validation/time-zone.js';
import { MOST_TIMES, TEXT_LENGTHS } from './calendar.settings.js';

/** A change of one occurrence: what is left out stays. */
export class UpdateEventOccurrenceRequest {
  /**
   * What it is.
   * @example "Choir, with strings"
   */
  @IfGiven()
  @IsText({ max: TEXT_LENGTHS.title })
  title?: string;

  /**
   * Plain text; HTML in it means nothing.
   * @example "Bring the score"
   */
  @IsOptional()
  @IsText({ max: TEXT_LENGTHS.description, multiline: true })
  description?: string | null;

  /**
   * Where it is.
   * @example "St Mary's"
   */
  @IsOptional()
  @IsText({ max: TEXT_LENGTHS.location })
  location?: string | null;

  /**
   * When it begins, on the clock of `timeZone`; a day alone for an event of whole days. What was changed of single
   * occurrences is forgotten when their series begins elsewhere.
   * @example "2026-03-17T20:00"
   */
  @IfGiven()
  @IsLocalDateTime()
  start?: string;

  /**
   * When it is over: a time, or the day after the last one. The length stays where it is left out; that of a new event is
   * an hour, or a day.
   * @example "2026-03-17T21:30"
   */
  @IfGiven()
  @IsLocalDateTime()
  end?: string;

  /**
   * Whose clock it is on; null is the user's own, wherever they are. Events of whole days have none.
   * @example "Europe/Berlin"
   */
  @IsOptional()
  @IsTimeZone()
  timeZone?: string | null;
}

/** A change of an event and all of its occurrences: what is left out stays. */
export class UpdateCalendarEventRequest extends UpdateEventOccurrenceRequest {
  /**
   * A rule of RFC 5545 without the prefix; null, or none, lets it happen once.
   * @example "FREQ=WEEKLY;BYDAY=TU"
   */
  @IsOptional()
  @IsRecurrenceRule()
  rrule?: string | null;

  /**
   * Times of the series, or whole days, that are left out, all of them.
   * @example ["2026-03-31"]
   */
  @IfGiven()
  @IsArray()
  @ArrayMaxSize(MOST_TIMES.dates)
  @IsLocalDateTime({ each: true })
  exdates?: string[];
}

/** A new event. */
export class CreateCalendarEventRequest extends OmitType(UpdateCalendarEventRequest, ['title', 'start']) {
  /** An id that the client made; one is made where it is left out. */
  @IfGiven()
  @IsId()
  id?: string;

  /**
   * What it is.
   * @example "Choir"
   */
  @IsText({ max: TEXT_LENGTHS.title })
  title: string;

  /**
   * When it begins, on the clock of `timeZone`; a day alone for an event of whole days.
   * @example "2026-03-17T20:00"
   */
  @IsLocalDateTime()
  start: string;
}

/** What became of one occurrence of an event. */
export class ChangedOccurrenceResponse {
  /** @example "2026-03-16T19:30" */
  recurrenceId: string;
  /**
   * Whether all later occurrences are changed likewise, and move as far; only calendar files have such changes.
   * @example false
   */
  appliesToFollowing: boolean;
  /** @example false */
  isCancelled: boolean;
  /** @example "Choir" */
  title: string | null;
  /** @example "Bring the score" */
  description: string | null;
  /** @example "St Mary's" */
  location: string | null;
  /** @example "2026-03-17T20:00" */
  start: string | null;
  /** @example "2026-03-17T21:30" */
  end: string | null;
  /** @example "Europe/Berlin" */
  timeZone: string | null;
}

/** An event, or a series of them. */
export class CalendarEventResponse {
  /** @example "01980c3e-7a10-7cc3-98a5-3f0c2b9d4e17" */
  id: string;
  /** @example "01980c3e-7a10-7cc3-98a5-3f0c2b9d4e11" */
  widgetId: string;
  /**
   * What calendar files know it by.
   * @example "01980c3e-7a10-7cc3-98a5-3f0c2b9d4e17"
   */
  uid: string;
  /** @example "Choir" */
  title: string;
  /** @example "Bring the score" */
  description: string | null;
  /** @example "St Mary's" */
  location: string | null;
  /** @example false */
  isAllDay: boolean;
  /** @example "2026-03-02T19:30" */
  start: string;
  /** @example "2026-03-02T21:00" */
  end: string;
  /** @example "Europe/Berlin" */
  timeZone: string | null;
  /**
   * The name of a zone that is no IANA zone, if its calendar file defines one that the series keeps to. Such a series is shown
   * in UTC; its rules, `exdates`, `rdates` and recurrence ids are on the clock of this zone.
   * @example null
   */
  fileTimeZone: string | null;
  /** @example "FREQ=WEEKLY;BYDAY=MO" */
  rrule: string | null;
  /**
   * Further rules, which only calendar files have.
   * @example []
   */
  moreRules: string[];
  /**
   * Beginnings beside the rules.
   * @example []
   */
  rdates: string[];
  /** @example ["2026-03-30"] */
  exdates: string[];
  /** Occurrences that were changed or cancelled on their own. */
  changes: ChangedOccurrenceResponse[];
  /** @example 1 */
  version: number;
  /** @example "2026-02-20T08:00:00.000Z" */
  createdAt: string;
  /** @example "2026-02-20T08:00:00.000Z" */
  updatedAt: string;
}
