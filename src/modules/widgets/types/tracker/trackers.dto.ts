import { ApiProperty, PartialType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { ListQuery } from '../../../../common/http/list-query.dto.js';
import { IfGiven } from '../../../../common/validation/if-given.js';
import { IsId } from '../../../../common/validation/id.js';
import { IsLocalDate } from '../../../../common/validation/local-date.js';
import { IsRecurrenceRule } from '../../../../common/validation/recurrence-rule.js';
import { IsText } from '../../../../common/validation/text.js';
import { WEEK_STARTS, type WeekStart } from '../../../users/users.contract.js';
import { IsAmount } from './amount.js';
import {
  DIRECTIONS,
  FREEZE_LIMITS,
  MOST_REPAIR_DAYS,
  MOST_TIMES,
  PERIODS,
  STEP_LIMITS,
  TRACKER_KINDS,
  type Direction,
  type Period,
  type TrackerKind,
} from './tracker.contract.js';

/** A range of days that neither break nor extend a streak. */
export class FreezeRequest {
  /**
   * The first frozen day.
   * @example "2026-07-01"
   */
  @IsLocalDate()
  from: string;

  /**
   * The last frozen day.
   * @example "2026-07-14"
   */
  @IsLocalDate()
  to: string;
}

/** What is said of a tracker. */
class TrackerFields {
  /**
   * What the user calls it.
   * @example "Weight"
   */
  @IsText({ max: 100 })
  name: string;

  /**
   * What it is measured in; null for nothing.
   * @example "kg"
   */
  @IsOptional()
  @IsText({ max: 20 })
  unit?: string | null;

  /**
   * Where a number or scale begins, from which progress is counted; null where nobody knows.
   * @example 92.5
   */
  @IsOptional()
  @IsAmount()
  initialValue?: number | null;

  /**
   * Where a number or scale shall go, or how much makes a habit done once (1 where it is null); with the direction `down`
   * it is the most that a day is allowed (0 where it is null, for never). A habit with such a limit keeps it where nothing
   * is logged, is never due, and its streak counts the days, weeks or months that are over.
   * @example 79.5
   */
  @IsOptional()
  @IsAmount()
  targetValue?: number | null;

  /**
   * Whether more or less is better. Initial and target value say it themselves where they differ; else it is `up` by
   * default.
   * @example "down"
   */
  @IfGiven()
  @IsIn(DIRECTIONS)
  direction?: Direction;

  /**
   * On which days it is due: a rule of RFC 5545 in days or longer. Without one a habit is due every day, anything else
   * never.
   * @example "FREQ=WEEKLY;BYDAY=MO"
   */
  @IsOptional()
  @IsRecurrenceRule()
  rrule?: string | null;

  /**
   * How many times a habit shall be done in each `period`: in a day, or on so many days of a week or month, whichever
   * they are, of which skipped days take their part. Then its streak counts weeks or months. Null for once on each day
   * that it is due. With the direction `down` it is the most that is allowed in each `period`, 0 for never: what is logged
   * adds up to at most `times` times `targetValue` (1 where it is null).
   * @example null
   */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(MOST_TIMES.day)
  times?: number | null;

  /**
   * What `times` is counted in. A week or month takes the place of `rrule`.
   * @example null
   */
  @IsOptional()
  @IsIn(PERIODS)
  period?: Period | null;

  /**
   * The day that the weeks of `times` begin on, as RFC 5545 writes it; by default the user's.
   * @example "MO"
   */
  @IfGiven()
  @IsIn(WEEK_STARTS)
  weekStart?: WeekStart;

  /**
   * Names of the marks of a scale, that of 1 first, 2 to 10 of them; null for 1 to 5 without names. Names can be changed
   * and added, but not taken away.
   * @example null
   */
  @ApiProperty({ minItems: STEP_LIMITS.min, maxItems: STEP_LIMITS.max })
  @IsOptional()
  @IsArray()
  @ArrayMinSize(STEP_LIMITS.min)
  @ArrayMaxSize(STEP_LIMITS.max)
  @ArrayUnique()
  @IsText({ max: 40 }, { each: true })
  steps?: string[] | null;

  /**
   * Days that neither break nor extend a streak, such as a vacation, in any order; they can lie in the past and in the
   * future.
   */
  @IfGiven()
  @IsArray()
  @ArrayMaxSize(FREEZE_LIMITS.ranges)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => FreezeRequest)
  freezes?: FreezeRequest[];

  /**
   * For how many days a missed day can still be logged so that the streak is whole again. What is logged later counts for
   * everything but the streak. Null for no limit.
   * @example 3
   */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(MOST_REPAIR_DAYS)
  repairDays?: number | null;

  /**
   * First day of the schedule, from which the rule counts; by default the user's today.
   * @example "2026-03-01"
   */
  @IfGiven()
  @IsLocalDate()
  startDate?: string;
}

/** A new tracker. */
export class CreateTrackerRequest extends TrackerFields {
  /** An id that the client made; one is made where it is left out. */
  @IfGiven()
  @IsId()
  id?: string;

  /**
   * `number` is measured and its last value counts; the entries of a `habit` add up to a day that is done or not; a
   * `scale` is a mark, such as a mood.
   * @example "number"
   */
  @IsIn(TRACKER_KINDS)
  kind: TrackerKind;
}

/** A change of a tracker: what is left out stays. A new goal or schedule counts for its whole history. */
export class UpdateTrackerRequest extends PartialType(TrackerFields, { skipNullProperties: false }) {}

/** Which trackers of all widgets. */
export class AllTrackersQuery extends ListQuery {
  /** Only of this kind. */
  @IsOptional()
  @IsIn(TRACKER_KINDS)
  kind?: TrackerKind;
}

/** Frozen days, both included. */
export class FreezeResponse {
  /** @example "2026-07-01" */
  from: string;
  /** @example "2026-07-14" */
  to: string;
}

/** A tracker; how it stands is told by its stats, and by the data of its widget. */
export class TrackerResponse {
  /** @example "01980c3e-7a10-7cc3-98a5-3f0c2b9d4e12" */
  id: string;
  /** @example "01980c3e-7a10-7cc3-98a5-3f0c2b9d4e11" */
  widgetId: string;
  /** @example "Weight" */
  name: string;
  /** @example "number" */
  kind: TrackerKind;
  /** @example "kg" */
  unit: string | null;
  /** @example 92.5 */
  initialValue: number | null;
  /** @example 79.5 */
  targetValue: number | null;
  /** @example "down" */
  direction: Direction;
  /** @example "FREQ=WEEKLY;BYDAY=MO" */
  rrule: string | null;
  /** @example null */
  times: number | null;
  /** @example null */
  period: Period | null;
  /** @example "MO" */
  weekStart: WeekStart;
  /** @example null */
  steps: string[] | null;
  /** In order, those that overlapped as one. */
  freezes: FreezeResponse[];
  /** @example 3 */
  repairDays: number | null;
  /** @example "2026-03-01" */
  startDate: string;
  /** @example 1 */
  version: number;
  /** @example "2026-03-01T08:00:00.000Z" */
  createdAt: string;
  /** @example "2026-03-01T08:00:00.000Z" */
  updatedAt: string;
}
