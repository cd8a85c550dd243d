import { isDeepStrictEqual } from 'node:util';
import type { LocalDate } from '../../../../common/time/local-date.js';
import { occurrenceFor } from './series/plan.js';
import type { Task } from './task.entity.js';
import type { TaskView } from './tasks.contract.js';

/** A task as clients see it on a day of its user's. */
export function toTaskView(task: Task, day: LocalDate): TaskView {
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
    completedAt: task.completedAt?.toISOString() ?? null,
    lastCompletedAt: task.lastCompletedAt?.toISOString() ?? null,
    nextOccurrence: occurrenceFor(task, day),
    version: task.version,
    createdAt: task.createdAt.toISOString(),
    updatedAt: task.updatedAt.toISOString(),
  };
}

const FIXED: ReadonlySet<string> = new Set(['id', 'version', 'createdAt', 'updatedAt']);

/** What a change did to a task: the fields that differ, before and after; null where none does. */
export function differenceOf(
  before: TaskView,
  after: TaskView,
): { before: Partial<TaskView>; after: Partial<TaskView> } | null {
  const fields = Object.keys(before).filter((field): field is keyof TaskView => !FIXED.has(field));
  const changed = fields.filter((field) => !isDeepStrictEqual(before[field], after[field]));
  const pick = (view: TaskView): Partial<TaskView> =>
    Object.fromEntries(changed.map((field) => [field, view[field]]));
  return changed.length === 0 ? null : { before: pick(before), after: pick(after) };
}
