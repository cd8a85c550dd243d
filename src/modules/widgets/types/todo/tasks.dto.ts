import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  Max,
  Min,
  ValidateIf,
} from 'class-validator';
import { IsId } from '../../../../common/validation/id.js';
import { ListQuery } from '../../../../common/http/list-query.dto.js';
import { IsLocalDate } from '../../../../common/validation/local-date.js';
import { IsLocalTime } from '../../../../common/validation/local-time.js';
import { IsRecurrenceRule } from '../../../../common/validation/recurrence-rule.js';
import { IsText } from '../../../../common/validation/text.js';
import { IsTimeZone } from '../../../../common/validation/time-zone.js';
import type { OccurrenceState } from './series/timeline.js';
import { TASK_VIEWS, type TaskViewName } from './task-views.js';
import { REPEAT_FROM, type RepeatFrom } from './tasks.contract.js';

const MOST_LABELS = 20;
const EACH_LABEL = { each: true, message: '$property must each be one line of 1 to 50 characters' };

// Unlike IsOptional, this lets no null through.
const isGiven = (_: object, value: unknown): boolean => value !== undefined;

/** A new task. */
export class CreateTaskRequest {
  /** An id that the client made; one is made where it is left out. */
  @ValidateIf(isGiven)
  @IsId()
  id?: string;

  /**
   * What is to be done.
   * @example "Write the report"
   */
  @IsText({ max: 500 })
  content: string;

  /**
   * More about it, in several lines.
   * @example "Numbers of March first"
   */
  @IsOptional()
  @IsText({ max: 10_000, multiline: true })
  notes?: string | null;

  /**
   * 1 (highest) to 5.
   * @example 2
   */
  @IsInt()
  @Min(1)
  @Max(5)
  priority: number = 3;

  /**
   * A word of the user's own that groups tasks.
   * @example "work"
   */
  @IsOptional()
  @IsText({ max: 50 })
  category?: string | null;

  /**
   * Words of the user's own.
   * @example ["writing"]
   */
  @IsArray()
  @ArrayMaxSize(MOST_LABELS)
  @ArrayUnique()
  @IsText({ max: 50 }, EACH_LABEL)
  labels: string[] = [];

  /**
   * The day it is due, or where a recurring task's series begins: today, if it recurs and this is left out.
   * @example "2026-03-01"
   */
  @IsOptional()
  @IsLocalDate()
  dueDate?: string | null;

  /**
   * At which time of that day; without it, it is due on the day as such.
   * @example "17:00"
   */
  @IsOptional()
  @IsLocalTime()
  dueTime?: string | null;

  /**
   * Whose clock `dueTime` is on; null is the user's own, wherever they are.
   * @example null
   */
  @IsOptional()
  @IsTimeZone()
  timeZone?: string | null;

  /**
   * A rule of RFC 5545 without the prefix, at most one occurrence a day.
   * @example "FREQ=WEEKLY;BYDAY=MO"
   */
  @IsOptional()
  @IsRecurrenceRule()
  rrule?: string | null;

  /**
   * Whether the rule runs by itself, or is counted again from each completion.
   * @example "schedule"
   */
  @IsIn(REPEAT_FROM)
  repeatFrom: RepeatFrom = 'schedule';
}

/** A change of a task: what is left out stays. */
export class UpdateTaskRequest {
  /** Another to-do widget of yours to move it to. */
  @ValidateIf(isGiven)
  @IsId()
  widgetId?: string;

  /**
   * What is to be done.
   * @example "Write the report"
   */
  @ValidateIf(isGiven)
  @IsText({ max: 500 })
  content?: string;

  /** More about it, in several lines; null takes it away. */
  @IsOptional()
  @IsText({ max: 10_000, multiline: true })
  notes?: string | null;

  /**
   * 1 (highest) to 5.
   * @example 1
   */
  @ValidateIf(isGiven)
  @IsInt()
  @Min(1)
  @Max(5)
  priority?: number;

  /** A word of the user's own that groups tasks; null takes it away. */
  @IsOptional()
  @IsText({ max: 50 })
  category?: string | null;

  /** Words of the user's own, all of them. */
  @ValidateIf(isGiven)
  @IsArray()
  @ArrayMaxSize(MOST_LABELS)
  @ArrayUnique()
  @IsText({ max: 50 }, EACH_LABEL)
  labels?: string[];

  /** The day it is due; a recurring task's series begins anew there. Null takes it away, with its time. */
  @IsOptional()
  @IsLocalDate()
  dueDate?: string | null;

  /** At which time of that day; null takes it away. */
  @IsOptional()
  @IsLocalTime()
  dueTime?: string | null;

  /** Whose clock `dueTime` is on; null is the user's own, wherever they are. */
  @IsOptional()
  @IsTimeZone()
  timeZone?: string | null;

  /** A rule of RFC 5545 without the prefix; null lets the task recur no more, and leaves its next occurrence. */
  @IsOptional()
  @IsRecurrenceRule()
  rrule?: string | null;

  /** Whether the rule runs by itself, or is counted again from each completion. */
  @ValidateIf(isGiven)
  @IsIn(REPEAT_FROM)
  repeatFrom?: RepeatFrom;
}

/** Which tasks to list. */
export class TasksQuery extends ListQuery {
  /**
   * `today` is due on the day or was before, by priority and time; `overdue` and `upcoming` by date; `open` by date, those
   * without one last; `done` the last first; `all` as they were added.
   * @example "today"
   */
  @IsIn(TASK_VIEWS)
  view: TaskViewName = 'all';

  /**
   * As of which of the user's days; today where it is left out.
   * @example "2026-03-01"
   */
  @ValidateIf(isGiven)
  @IsLocalDate()
  date?: string;

  /** Only of this category. */
  @ValidateIf(isGiven)
  @IsText({ max: 50 })
  category?: string;

  /** Only of this priority. */
  @ValidateIf(isGiven)
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(5)
  priority?: number;
}

/** Which occurrence a step is about. */
export class TaskStepRequest {
  /**
   * Local date of the occurrence; where it is left out, the one that is due, or else the next.
   * @example "2026-03-01"
   */
  @ValidateIf(isGiven)
  @IsLocalDate()
  occurrence?: string;
}

/** Which occurrences to list. */
export class OccurrencesQuery {
  /**
   * The first day; today where it is left out.
   * @example "2026-03-01"
   */
  @ValidateIf(isGiven)
  @IsLocalDate()
  from?: string;

  /**
   * The first day that is not wanted any more; a year after the first where it is left out.
   * @example "2026-04-01"
   */
  @ValidateIf(isGiven)
  @IsLocalDate()
  before?: string;
}

/** Tasks of one category. */
export class CategoryCountResponse {
  /** @example "work" */
  category: string | null;
  /** @example 2 */
  count: number;
}

/** How many tasks a list has. */
export class TaskCountsResponse {
  /** @example 2 */
  total: number;
  /**
   * By priority, from 1 (highest) to 5.
   * @example { "1": 0, "2": 2, "3": 0, "4": 0, "5": 0 }
   */
  byPriority: Record<string, number>;
  /** The largest first, at most 100. */
  byCategory: CategoryCountResponse[];
}

/** Facts about a list of tasks. */
export class TasksMeta {
  /** Of the first page of a view that is counted. */
  counts?: TaskCountsResponse;
}

/** Facts about a list of occurrences. */
export class OccurrencesMeta {
  /**
   * Whether the stretch has, or may have, more.
   * @example false
   */
  truncated: boolean;
}

/** Which occurrence a task is due for. */
export class NextOccurrenceResponse {
  /**
   * Made of the task's id and the date: UUIDv5 with the task as namespace and the date as name.
   * @example "2ed6657d-e927-568b-95e1-2665a8aea6a2"
   */
  id: string;
  /** @example "2026-03-01" */
  date: string;
  /**
   * Date and time on the task's clock; the date alone where it has no time.
   * @example "2026-03-01T17:00"
   */
  local: string;
  /**
   * The moment in UTC; null where it has no time.
   * @example "2026-03-01T16:00:00.000Z"
   */
  at: string | null;
}

/** An occurrence with what became of it. */
export class OccurrenceResponse extends NextOccurrenceResponse {
  /**
   * `missed` once a later one was due, or was done, in its place.
   * @example "open"
   */
  state: OccurrenceState;
}

/** A task. */
export class TaskResponse {
  /** @example "01980c3e-7a10-7cc3-98a5-3f0c2b9d4e13" */
  id: string;
  /** @example "01980c3e-7a10-7cc3-98a5-3f0c2b9d4e11" */
  widgetId: string;
  /** @example "Write the report" */
  content: string;
  /** @example null */
  notes: string | null;
  /** @example 2 */
  priority: number;
  /** @example "work" */
  category: string | null;
  /** @example ["writing"] */
  labels: string[];
  /**
   * Where a recurring task's series begins.
   * @example "2026-03-01"
   */
  dueDate: string | null;
  /** @example "17:00" */
  dueTime: string | null;
  /** @example null */
  timeZone: string | null;
  /** @example null */
  rrule: string | null;
  /** @example "schedule" */
  repeatFrom: RepeatFrom;
  /**
   * Of a recurring task: whether nothing of it is left.
   * @example false
   */
  isDone: boolean;
  /** @example null */
  completedAt: string | null;
  /**
   * When it, or one of its occurrences, was last done.
   * @example null
   */
  lastCompletedAt: string | null;
  /** The occurrence that is due, or else the next to come. */
  nextOccurrence: NextOccurrenceResponse | null;
  /** @example 1 */
  version: number;
  /** @example "2026-02-20T08:00:00.000Z" */
  createdAt: string;
  /** @example "2026-02-20T08:00:00.000Z" */
  updatedAt: string;
}
