import { ApiProperty } from '@nestjs/swagger';
import { CategoryCountResponse, NextOccurrenceResponse } from './tasks.responses.dto.js';

/** How many tasks a to-do widget has. */
export class TodoCounts {
  /**
   * Tasks that are not done.
   * @example 4
   */
  open: number;
  /**
   * Open tasks that are due on the day and not yet overdue; no task is in this count and in `overdue`.
   * @example 2
   */
  dueToday: number;
  /**
   * Open tasks whose due time has passed or, without a due time, whose day has passed.
   * @example 1
   */
  overdue: number;
  /**
   * Tasks that were completed on the day.
   * @example 1
   */
  doneToday: number;
  /**
   * Due and overdue tasks by priority, from 1 (highest) to 5.
   * @example { "1": 0, "2": 2, "3": 1, "4": 0, "5": 0 }
   */
  @ApiProperty({ additionalProperties: { type: 'integer' } })
  byPriority: Record<string, number>;
  /** Due and overdue tasks by category, the largest first, at most 20. */
  byCategory: CategoryCountResponse[];
}

/**
 * A row of a to-do widget. A task that was completed on the day is one completed row, also if it recurs, as long as the
 * settings say so; `POST /tasks/{id}/complete` and `/reopen` take the `date` of `occurrence`.
 */
export class TodoItem {
  /**
   * Id of the task.
   * @example "01980c3e-7a10-7cc3-98a5-3f0c2b9d4e13"
   */
  id: string;
  /**
   * What is to be done.
   * @example "Write the report"
   */
  content: string;
  /**
   * 1 (highest) to 5.
   * @example 2
   */
  priority: number;
  /**
   * User-defined category.
   * @example "work"
   */
  category: string | null;
  /**
   * User-defined labels.
   * @example ["writing"]
   */
  labels: string[];
  /**
   * Whether the occurrence of this row is completed.
   * @example false
   */
  isDone: boolean;
  /**
   * Whether its due time has passed or, without a due time, its day.
   * @example false
   */
  isOverdue: boolean;
  /**
   * Whether it has a recurrence rule.
   * @example false
   */
  isRecurring: boolean;
  /**
   * Due date, or the first one of a series.
   * @example "2026-03-01"
   */
  dueDate: string | null;
  /**
   * Due time; null if it is due on the day as a whole.
   * @example "17:00"
   */
  dueTime: string | null;
  /**
   * The time zone of `dueTime`; null is the user's own.
   * @example null
   */
  timeZone: string | null;
  /** The occurrence of this row; null for a task without a date. */
  occurrence: NextOccurrenceResponse | null;
  /**
   * When it was completed; null for an open row.
   * @example null
   */
  completedAt: string | null;
  /** The occurrence that is due, or else the next one. */
  nextOccurrence: NextOccurrenceResponse | null;
  /**
   * Version of the task, for `If-Match`.
   * @example 1
   */
  version: number;
}

/** What a to-do widget shows: counts, and the tasks that concern the day first. */
export class TodoData {
  /** How many tasks there are. */
  counts: TodoCounts;
  /**
   * Overdue and due tasks by priority and time, then those completed on the day (with `showDone`), then upcoming ones; at
   * most `maxItems` of the settings.
   */
  tasks: TodoItem[];
}
