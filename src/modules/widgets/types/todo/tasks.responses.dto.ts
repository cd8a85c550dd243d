import type { OccurrenceState } from './series/timeline.js';
import type { RepeatFrom } from './tasks.contract.js';

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

/** An occurrence of a task. */
export class NextOccurrenceResponse {
  /**
   * Made of the task's id and the date: UUIDv5 with the task as namespace and the date as name.
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
  /**
   * Whether its due time has passed (from that minute on) or, without a due time, its day.
   * @example false
   */
  isOverdue: boolean;
  /** @example null */
  completedAt: string | null;
  /**
   * When it, or one of its occurrences, was last done.
   * @example null
   */
  lastCompletedAt: string | null;
  /** The occurrence that was completed last, which `reopen` takes back; null for none, and for a task without a date. */
  lastCompleted: NextOccurrenceResponse | null;
  /** The occurrence that is due, or else the next to come. */
  nextOccurrence: NextOccurrenceResponse | null;
  /** @example 1 */
  version: number;
  /** @example "2026-02-20T08:00:00.000Z" */
  createdAt: string;
  /** @example "2026-02-20T08:00:00.000Z" */
  updatedAt: string;
}

/** A request that takes a step back. */
export class UndoResponse {
  /** @example "POST" */
  method: string;
  /** @example "/api/v1/tasks/01980c3e-7a10-7cc3-98a5-3f0c2b9d4e13/reopen" */
  path: string;
  /** @example { "occurrence": "2026-03-01" } */
  body: Record<string, string | null>;
}

/** A task after a step. */
export class TaskStepResponse extends TaskResponse {
  /** The occurrence that the step was about, as it is now; null for none, and for a task without a date. */
  occurrence: OccurrenceResponse | null;
  /** What takes the step back; null where there is nothing to take back. */
  undo: UndoResponse | null;
}
