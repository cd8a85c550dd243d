import type { OccurrenceState } from './series/timeline.js';
import type { RepeatFrom } from './tasks.contract.js';

/** Tasks of one category. */
export class CategoryCountResponse {
  /**
   * User-defined category.
   * @example "work"
   */
  category: string | null;
  /**
   * Number of tasks.
   * @example 2
   */
  count: number;
}

/** How many tasks a list has. */
export class TaskCountsResponse {
  /**
   * Number of tasks.
   * @example 2
   */
  total: number;
  /**
   * Tasks by priority, from 1 (highest) to 5.
   * @example { "1": 0, "2": 2, "3": 0, "4": 0, "5": 0 }
   */
  byPriority: Record<string, number>;
  /** Tasks by category, the largest first, at most 100. */
  byCategory: CategoryCountResponse[];
}

/** Facts about a list of tasks. */
export class TasksMeta {
  /** Totals of the list, on the first page of a view that is counted. */
  counts?: TaskCountsResponse;
}

/** Facts about a list of occurrences. */
export class OccurrencesMeta {
  /**
   * Whether the range has, or may have, more.
   * @example false
   */
  truncated: boolean;
}

/** An occurrence of a task. */
export class NextOccurrenceResponse {
  /**
   * Id of the occurrence: the UUIDv5 of the date in the task's namespace.
   * @example "2ed6657d-e927-568b-95e1-2665a8aea6a2"
   */
  id: string;
  /**
   * Its day in the series, by which requests name it; it stays when the occurrence is moved.
   * @example "2026-03-01"
   */
  date: string;
  /**
   * When it is due, also where it was moved to: date and time on the task's clock; the date alone where it has no time.
   * @example "2026-03-01T17:00"
   */
  local: string;
  /**
   * The occurrence in UTC; null if it has no time.
   * @example "2026-03-01T16:00:00.000Z"
   */
  at: string | null;
}

/** An occurrence with what became of it. */
export class OccurrenceResponse extends NextOccurrenceResponse {
  /**
   * State of the occurrence; `missed` if a later one was due or completed instead.
   * @example "open"
   */
  state: OccurrenceState;
}

/** A task. */
export class TaskResponse {
  /**
   * Id of the task.
   * @example "01980c3e-7a10-7cc3-98a5-3f0c2b9d4e13"
   */
  id: string;
  /**
   * Id of the widget it belongs to.
   * @example "01980c3e-7a10-7cc3-98a5-3f0c2b9d4e11"
   */
  widgetId: string;
  /**
   * What is to be done.
   * @example "Write the report"
   */
  content: string;
  /**
   * Free text.
   * @example null
   */
  notes: string | null;
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
   * Due date; of a recurring task, the start of its series.
   * @example "2026-03-01"
   */
  dueDate: string | null;
  /**
   * Due time; null if it is due on the day as a whole.
   * @example "17:00"
   */
  dueTime: string | null;
  /**
   * IANA time zone; null follows the user's zone.
   * @example null
   */
  timeZone: string | null;
  /**
   * Recurrence rule (RFC 5545) without the `RRULE:` prefix; null if it does not recur.
   * @example null
   */
  rrule: string | null;
  /**
   * Whether the next occurrence follows the schedule, or is counted from the completion.
   * @example "schedule"
   */
  repeatFrom: RepeatFrom;
  /**
   * Whether the task is completed; a recurring one is when no occurrence is left.
   * @example false
   */
  isDone: boolean;
  /**
   * Whether its due time has passed (from that minute on) or, without a due time, its day.
   * @example false
   */
  isOverdue: boolean;
  /**
   * When the task was completed.
   * @example null
   */
  completedAt: string | null;
  /**
   * When the task, or one of its occurrences, was last completed.
   * @example null
   */
  lastCompletedAt: string | null;
  /** The occurrence that was completed last, which `reopen` takes back; null for none, and for a task without a date. */
  lastCompleted: NextOccurrenceResponse | null;
  /** The occurrence that is due, or else the next one. */
  nextOccurrence: NextOccurrenceResponse | null;
  /**
   * Version; grows with each change and is the `ETag`.
   * @example 1
   */
  version: number;
  /**
   * When it was created.
   * @example "2026-02-20T08:00:00.000Z"
   */
  createdAt: string;
  /**
   * When it was last changed.
   * @example "2026-02-20T08:00:00.000Z"
   */
  updatedAt: string;
}

/** A request that takes a step back. */
export class UndoResponse {
  /**
   * HTTP method.
   * @example "POST"
   */
  method: string;
  /**
   * Path of the request.
   * @example "/api/v1/tasks/01980c3e-7a10-7cc3-98a5-3f0c2b9d4e13/reopen"
   */
  path: string;
  /**
   * Body of the request.
   * @example { "occurrence": "2026-03-01" }
   */
  body: Record<string, string | null>;
}

/** A task after a step. */
export class TaskStepResponse extends TaskResponse {
  /** The occurrence that the step was about, as it is now; null for none, and for a task without a date. */
  occurrence: OccurrenceResponse | null;
  /** What takes the step back; null where there is nothing to take back. */
  undo: UndoResponse | null;
}
