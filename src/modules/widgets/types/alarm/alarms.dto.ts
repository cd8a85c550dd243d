import { PartialType } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsBoolean, IsOptional } from 'class-validator';
import { IfGiven } from '../../../../common/validation/if-given.js';
import { IsId } from '../../../../common/validation/id.js';
import { ListQuery } from '../../../../common/http/list-query.dto.js';
import { IsFlag } from '../../../../common/validation/flag.js';
import { IsLocalDate } from '../../../../common/validation/local-date.js';
import { IsLocalTime } from '../../../../common/validation/local-time.js';
import { IsRecurrenceRule } from '../../../../common/validation/recurrence-rule.js';
import { IsText } from '../../../../common/validation/text.js';
import { IsTimeZone } from '../../../../common/validation/time-zone.js';
import { MOST_TIMES } from './alarm.settings.js';

/** What is said of an alarm. */
class AlarmFields {
  /**
   * What it is for.
   * @example "Wake up"
   */
  @IsText({ max: 200 })
  title: string;

  /**
   * At which times of a day, all of them, on the wall clock.
   * @example ["07:00"]
   */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_TIMES)
  @ArrayUnique()
  @IsLocalTime({ each: true })
  times: string[];

  /**
   * A rule of RFC 5545 without the prefix, which names days; null, or none, lets it ring on its `startDate` only.
   * @example "FREQ=DAILY"
   */
  @IsOptional()
  @IsRecurrenceRule()
  rrule?: string | null;

  /**
   * Whose clock `times` are on; null is the user's own, wherever they are.
   * @example null
   */
  @IsOptional()
  @IsTimeZone()
  timeZone?: string | null;
}

/** A new alarm. */
export class CreateAlarmRequest extends AlarmFields {
  /** An id that the client made; one is made where it is left out. */
  @IfGiven()
  @IsId()
  id?: string;

  /**
   * The day it rings, or where a recurring alarm's series begins; where it is left out, the day of its next time.
   * @example "2026-03-02"
   */
  @IsOptional()
  @IsLocalDate()
  startDate?: string | null;

  /**
   * Whether it rings.
   * @example true
   */
  @IsBoolean()
  isActive: boolean = true;
}

/** A change of an alarm: what is left out stays. */
export class UpdateAlarmRequest extends PartialType(AlarmFields, { skipNullProperties: false }) {
  /** Another alarm widget of yours to move it to. */
  @IfGiven()
  @IsId()
  widgetId?: string;

  /** The day it rings, or where a recurring alarm's series begins anew. */
  @IfGiven()
  @IsLocalDate()
  startDate?: string;

  /** Whether it rings; turning it off also ends what rings. */
  @IfGiven()
  @IsBoolean()
  isActive?: boolean;
}

/** Which page of a widget's alarms. */
export class AlarmsQuery extends ListQuery {}

/** Which alarms of all widgets. */
export class AllAlarmsQuery extends ListQuery {
  /** Only those that are on, or only the others. */
  @IsOptional()
  @IsFlag()
  isActive?: boolean;
}

/** An alarm. */
export class AlarmResponse {
  /** @example "01980c3e-7a10-7cc3-98a5-3f0c2b9d4e13" */
  id: string;
  /** @example "01980c3e-7a10-7cc3-98a5-3f0c2b9d4e11" */
  widgetId: string;
  /** @example "Wake up" */
  title: string;
  /**
   * Ascending.
   * @example ["07:00"]
   */
  times: string[];
  /** @example "2026-03-02" */
  startDate: string;
  /** @example "FREQ=DAILY" */
  rrule: string | null;
  /** @example null */
  timeZone: string | null;
  /** @example true */
  isActive: boolean;
  /**
   * When it rings next by its series; null when nothing of that is left, or it is off.
   * @example "2026-03-03T06:00:00.000Z"
   */
  nextTriggerAt: string | null;
  /**
   * When what was put off rings again; the series does not move.
   * @example null
   */
  snoozedUntil: string | null;
  /** @example "2026-03-02T06:00:00.000Z" */
  lastTriggeredAt: string | null;
  /** @example 1 */
  version: number;
  /** @example "2026-02-20T08:00:00.000Z" */
  createdAt: string;
  /** @example "2026-02-20T08:00:00.000Z" */
  updatedAt: string;
}
