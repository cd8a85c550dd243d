import { IsIn, IsOptional, ValidateIf } from 'class-validator';
import { IsId } from '../../../../common/validation/id.js';
import { IsLocalDate } from '../../../../common/validation/local-date.js';
import { IsRecurrenceRule } from '../../../../common/validation/recurrence-rule.js';
import { IsText } from '../../../../common/validation/text.js';
import { IsAmount } from './amount.js';
import { DIRECTIONS, TRACKER_KINDS, type Direction, type TrackerKind } from './tracker.contract.js';

const isGiven = (_: object, value: unknown): boolean => value !== undefined;

/** A new tracker. */
export class CreateTrackerRequest {
  /** An id that the client made; one is made where it is left out. */
  @IsOptional()
  @IsId()
  id?: string;

  /**
   * What the user calls it.
   * @example "Weight"
   */
  @IsText({ max: 100 })
  name: string;

  /**
   * `number` is measured and its last value counts; the entries of a `habit` add up to a day that is done or not; a
   * `scale` is a mark from 1 to 5, such as a mood.
   * @example "number"
   */
  @IsIn(TRACKER_KINDS)
  kind: TrackerKind;

  /**
   * What it is measured in.
   * @example "kg"
   */
  @IsOptional()
  @IsText({ max: 20 })
  unit?: string | null;

  /**
   * Where a number or scale begins; progress is counted from here.
   * @example 90
   */
  @IsOptional()
  @IsAmount()
  initialValue?: number | null;

  /**
   * Where a number or scale shall go, or how much makes a day of a habit done (by default 1; with the direction `down`
   * it is the most that is allowed, by default 0).
   * @example 80
   */
  @IsOptional()
  @IsAmount()
  targetValue?: number | null;

  /**
   * Whether more or less is better. Initial and target value say it themselves where they differ; else it is `up` by
   * default.
   * @example "down"
   */
  @ValidateIf(isGiven)
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
   * First day of the schedule, from which the rule counts; by default the user's today.
   * @example "2026-03-01"
   */
  @ValidateIf(isGiven)
  @IsLocalDate()
  startDate?: string;
}

/** A change of a tracker: what is left out stays. A new goal or schedule counts for its whole history. */
export class UpdateTrackerRequest {
  /**
   * What the user calls it.
   * @example "Weight"
   */
  @ValidateIf(isGiven)
  @IsText({ max: 100 })
  name?: string;

  /**
   * What it is measured in; null takes it away.
   * @example "kg"
   */
  @IsOptional()
  @IsText({ max: 20 })
  unit?: string | null;

  /**
   * Where a number or scale begins; null takes it away.
   * @example 90
   */
  @IsOptional()
  @IsAmount()
  initialValue?: number | null;

  /**
   * Where it shall go, or how much makes a day of a habit done; null takes it away.
   * @example 78
   */
  @IsOptional()
  @IsAmount()
  targetValue?: number | null;

  /**
   * Whether more or less is better.
   * @example "down"
   */
  @ValidateIf(isGiven)
  @IsIn(DIRECTIONS)
  direction?: Direction;

  /**
   * On which days it is due; null for no rule.
   * @example "FREQ=WEEKLY;BYDAY=MO,TH"
   */
  @IsOptional()
  @IsRecurrenceRule()
  rrule?: string | null;

  /**
   * First day of the schedule, from which the rule counts.
   * @example "2026-03-01"
   */
  @ValidateIf(isGiven)
  @IsLocalDate()
  startDate?: string;
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
  /** @example 90 */
  initialValue: number | null;
  /** @example 80 */
  targetValue: number | null;
  /** @example "down" */
  direction: Direction;
  /** @example "FREQ=WEEKLY;BYDAY=MO" */
  rrule: string | null;
  /** @example "2026-03-01" */
  startDate: string;
  /** @example 1 */
  version: number;
  /** @example "2026-03-01T08:00:00.000Z" */
  createdAt: string;
  /** @example "2026-03-01T08:00:00.000Z" */
  updatedAt: string;
}
