import type { TaskOccurrence } from './series/due.js';

/** What a recurring task's next occurrence is counted from. */
export const REPEAT_FROM = ['schedule', 'completion'] as const;

/** Whether the rule runs by itself, or again from each completion. */
export type RepeatFrom = (typeof REPEAT_FROM)[number];

/** A task as other features may hold it. */
export interface TaskView {
  readonly id: string;
  readonly widgetId: string;
  readonly content: string;
  readonly notes: string | null;
  /** 1 (highest) to 5. */
  readonly priority: number;
  readonly category: string | null;
  readonly labels: readonly string[];
  /** Where a recurring task's series begins. */
  readonly dueDate: string | null;
  readonly dueTime: string | null;
  readonly timeZone: string | null;
  readonly rrule: string | null;
  readonly repeatFrom: RepeatFrom;
  readonly isDone: boolean;
  /** Whether its due time has passed, or its day if it has no time. */
  readonly isOverdue: boolean;
  readonly completedAt: string | null;
  readonly lastCompletedAt: string | null;
  /** The occurrence that was completed last; null for none, and for a task without a date. */
  readonly lastCompleted: TaskOccurrence | null;
  /** The occurrence that is due, or else the next to come. */
  readonly nextOccurrence: TaskOccurrence | null;
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}
