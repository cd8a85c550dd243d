import type { LocalDate } from '../../../../common/time/local-date.js';
import { occurrenceOn, type Move } from './series/due.js';
import type { History } from './series/history.js';
import { isOverdue, momentOf, occurrenceFor, type PlanContext } from './series/plan.js';
import type { OccurrenceState, TimelineEntry } from './series/timeline.js';
import type { Task } from './task.entity.js';
import type { TaskView } from './tasks.contract.js';

/** A request that takes a step back. */
export interface Undo {
  readonly method: 'POST';
  readonly path: string;
  readonly body: { readonly occurrence?: LocalDate } & Partial<Move>;
}

/** A task after a step, with the occurrence that the step was about, and how to take it back; null for neither. */
export interface TaskStepView extends TaskView {
  readonly occurrence: TimelineEntry | null;
  readonly undo: Undo | null;
}

/** What a step was about: the date that names the occurrence, what it is now, and what takes that back. */
export interface StepFacts {
  readonly date: LocalDate | null;
  readonly state: OccurrenceState;
  readonly undo: {
    readonly verb: 'reopen' | 'complete' | 'skip' | 'move';
    readonly body: Undo['body'];
  } | null;
}

/** A task as a client sees it after a step. */
export function toStepView(
  task: Task,
  { date, state, undo }: StepFacts,
  { history, context }: { history: History; context: PlanContext },
): TaskStepView {
  const { moves } = history;
  return {
    ...toTaskView(task, momentOf(context)),
    occurrence: date && { ...occurrenceOn(date, task, context.rules, moves.get(date)), state },
    undo: undo && { method: 'POST', path: `/api/v1/tasks/${task.id}/${undo.verb}`, body: undo.body },
  };
}

/** A task as clients see it at a moment, on a day of its user's. */
export function toTaskView(task: Task, { day, now }: { day: LocalDate; now: Date }): TaskView {
  return {
    id: task.id,
    widgetId: task.widgetId,
    content: task.content,
    notes: task.notes,
    priority: task.priority,
    category: task.category,
    labels: task.labels,
    dueDate: task.dueDate,
    dueTime: task.dueTime,
    timeZone: task.timeZone,
    rrule: task.rrule,
    repeatFrom: task.repeatFrom,
    isDone: task.isDone,
    isOverdue: isOverdue(task, { day, now }),
    completedAt: task.completedAt?.toISOString() ?? null,
    lastCompletedAt: task.lastCompletedAt?.toISOString() ?? null,
    lastCompleted: task.lastCompleted,
    nextOccurrence: occurrenceFor(task, day),
    version: task.version,
    createdAt: task.createdAt.toISOString(),
    updatedAt: task.updatedAt.toISOString(),
  };
}
