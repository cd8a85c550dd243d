import type { LocalDate } from '../../../../common/time/local-date.js';
import { isOverdue, occurrenceFor } from './series/plan.js';
import type { Task } from './task.entity.js';
import type { TaskView } from './tasks.contract.js';

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
    nextOccurrence: occurrenceFor(task, day),
    version: task.version,
    createdAt: task.createdAt.toISOString(),
    updatedAt: task.updatedAt.toISOString(),
  };
}
