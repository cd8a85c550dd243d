import { applyDecorators } from '@nestjs/common';
import { OmitType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayUnique, IsArray, IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import { IsCategory } from '../../../../common/validation/category.js';
import { IfGiven } from '../../../../common/validation/if-given.js';
import { IsId } from '../../../../common/validation/id.js';
import { DayRangeQuery } from '../../../../common/http/day-range.dto.js';
import { ListQuery } from '../../../../common/http/list-query.dto.js';
import { IsLocalDate } from '../../../../common/validation/local-date.js';
import { IsLocalTime } from '../../../../common/validation/local-time.js';
import { IsRecurrenceRule } from '../../../../common/validation/recurrence-rule.js';
import { IsText } from '../../../../common/validation/text.js';
import { IsTimeZone } from '../../../../common/validation/time-zone.js';
import { TASK_VIEWS, type TaskViewName } from './task-views.js';
import { REPEAT_FROM, type RepeatFrom } from './tasks.contract.js';

const MOST_LABELS = 20;

const IsLabels = (): PropertyDecorator =>
  applyDecorators(IsArray(), ArrayMaxSize(MOST_LABELS), ArrayUnique(), IsText({ max: 50 }, { each: true }));

/** What can be said and changed of a task. */
class TaskFields {
  /**
   * What is to be done.
   * @example "Write the report"
   */
  @IfGiven()
  @IsText({ max: 500 })
  content?: string;

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
  @IfGiven()
  @IsInt()
  @Min(1)
  @Max(5)
  priority?: number;

  /**
   * A word of the user's own that groups tasks.
   * @example "work"
   */
  @IsOptional()
  @IsCategory()
  category?: string | null;

  /**
   * Words of the user's own, all of them.
   * @example ["writing"]
   */
  @IfGiven()
  @IsLabels()
  labels?: string[];

  /**
   * The day it is due, or where a recurring task's series begins: today, if it recurs and no day is given. A new day begins
   * the series anew; null takes it away, with its time.
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
   * A rule of RFC 5545 without the prefix, at most one occurrence a day. Null lets the task recur no more, and leaves its
   * next occurrence.
   * @example "FREQ=WEEKLY;BYDAY=MO"
   */
  @IsOptional()
  @IsRecurrenceRule()
  rrule?: string | null;

  /**
   * Whether the rule runs by itself, or is counted again from each completion: then the next occurrence is the first date
   * that the rule's BY parts name in the period (day, week, month, year) that is INTERVAL periods after that of the
   * completion, or in the next period that has one; with INTERVAL=1 it is the first after the completion.
   * @example "schedule"
   */
  @IfGiven()
  @IsIn(REPEAT_FROM)
  repeatFrom?: RepeatFrom;
}

/** A new task. */
export class CreateTaskRequest extends OmitType(TaskFields, ['content', 'priority', 'labels', 'repeatFrom']) {
  /** An id that the client made; one is made where it is left out. */
  @IfGiven()
  @IsId()
  id?: string;

  /**
   * What is to be done.
   * @example "Write the report"
   */
  @IsText({ max: 500 })
  content: string;

  /**
   * 1 (highest) to 5.
   * @example 2
   */
  @IsInt()
  @Min(1)
  @Max(5)
  priority: number = 3;

  /**
   * Words of the user's own.
   * @example ["writing"]
   */
  @IsLabels()
  labels: string[] = [];

  /**
   * Whether the rule runs by itself, or is counted again from each completion: then the next occurrence is the first date
   * that the rule's BY parts name in the period (day, week, month, year) that is INTERVAL periods after that of the
   * completion, or in the next period that has one; with INTERVAL=1 it is the first after the completion.
   * @example "schedule"
   */
  @IsIn(REPEAT_FROM)
  repeatFrom: RepeatFrom = 'schedule';
}

/** A change of a task: what is left out stays. */
export class UpdateTaskRequest extends TaskFields {
  /** Another to-do widget of yours to move it to. */
  @IfGiven()
  @IsId()
  widgetId?: string;
}

/** Which tasks to list. */
export class TasksQuery extends ListQuery {
  /**
   * `today` is due on the day or was before, by priority and time; `overdue` is the part of it whose due time or, without
   * one, whose day has passed, by date; `upcoming` by date; `open` by date, those without one last; `done` the last first;
   * `all` as they were added.
   * @example "today"
   */
  @IsIn(TASK_VIEWS)
  view: TaskViewName = 'all';

  /**
   * As of which of the user's days; today where it is left out.
   * @example "2026-03-01"
   */
  @IfGiven()
  @IsLocalDate()
  date?: string;

  /** Only of this category, whatever its case. */
  @IfGiven()
  @IsCategory()
  category?: string;

  /** Only with this label, in any case. */
  @IfGiven()
  @IsText({ max: 50 })
  label?: string;

  /**
   * Only with each of these words, or parts of words, in the content or the notes; case, accents and typographic signs make
   * no difference.
   * @example "report"
   */
  @IfGiven()
  @IsText({ max: 200 })
  search?: string;

  /** Only of this priority. */
  @IfGiven()
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
  @IfGiven()
  @IsLocalDate()
  occurrence?: string;
}

/** Where to move an occurrence. */
export class MoveTaskRequest {
  /**
   * Local date that names the occurrence, which is its day in the series; or the day that it was moved to before.
   * @example "2026-03-02"
   */
  @IsLocalDate()
  occurrence: string;

  /**
   * The day that it is due instead, on the task's clock; its own day puts it back.
   * @example "2026-03-04"
   */
  @IsLocalDate()
  dueDate: string;

  /**
   * At which time of that day; null, or left out, is the time of the series.
   * @example "15:00"
   */
  @IsOptional()
  @IsLocalTime()
  dueTime?: string | null;
}

/** Which occurrences to list. */
export class OccurrencesQuery extends DayRangeQuery {
  /**
   * The first day; by default today.
   * @example "2026-03-01"
   */
  override from?: string;

  /**
   * The day after the last one; by default a year after the first.
   * @example "2026-04-01"
   */
  override before?: string;
}
