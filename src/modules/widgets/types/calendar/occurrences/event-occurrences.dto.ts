import { IsOptional } from 'class-validator';
import { IfGiven } from '../../../../../common/validation/if-given.js';
import { IsLocalDateTime } from '../../../../../common/validation/local-date-time.js';
import { IsText } from '../../../../../common/validation/text.js';
import { IsTimeZone } from '../../../../../common/validation/time-zone.js';
import { TEXT_LENGTHS } from '../calendar.settings.js';

/** A change of one occurrence: what is left out stays. */
export class UpdateEventOccurrenceRequest {
  /**
   * What it is this time.
   * @example "Choir, with strings"
   */
  @IfGiven()
  @IsText({ max: TEXT_LENGTHS.title })
  title?: string;

  /** Plain text; HTML in it means nothing. */
  @IsOptional()
  @IsText({ max: TEXT_LENGTHS.description, multiline: true })
  description?: string | null;

  /** Where it is this time. */
  @IsOptional()
  @IsText({ max: TEXT_LENGTHS.location })
  location?: string | null;

  /**
   * When it begins this time; the length stays where `end` is left out.
   * @example "2026-03-17T20:00"
   */
  @IfGiven()
  @IsLocalDateTime()
  start?: string;

  /** When it is over this time: a time, or the day after the last one. */
  @IfGiven()
  @IsLocalDateTime()
  end?: string;

  /** Whose clock it is on this time; null is the user's own. */
  @IsOptional()
  @IsTimeZone()
  timeZone?: string | null;
}
