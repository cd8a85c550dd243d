import { DomainEvent, Event } from '../../../../platform/events/domain-event.js';
import type { Move, TaskOccurrence } from './series/due.js';
import type { TaskView } from './tasks.contract.js';

/** What became of a task, or of one occurrence of it. */
export interface TaskProgress {
  readonly taskId: string;
  readonly widgetId: string;
  /** Local date of the occurrence; null for a task without a date. */
  readonly occurrence: string | null;
  /** Whether the task as a whole is done now. */
  readonly isDone: boolean;
  readonly nextOccurrence: TaskOccurrence | null;
}

/** A user added a task. */
@Event({ type: 'task.created.v1', about: 'A task was added.' })
export class TaskCreated extends DomainEvent<{ taskId: string; widgetId: string; after: TaskView }> {}

/** A user changed a task. */
@Event({
  type: 'task.updated.v1',
  about: 'Fields of a task were changed; before and after hold only those.',
})
export class TaskUpdated extends DomainEvent<{
  taskId: string;
  widgetId: string;
  before: Partial<TaskView>;
  after: Partial<TaskView>;
}> {}

/** A user deleted a task. */
@Event({ type: 'task.deleted.v1', about: 'A task was deleted, with what became of its occurrences.' })
export class TaskDeleted extends DomainEvent<{ taskId: string; widgetId: string; before: TaskView }> {}

/** A user did a task. */
@Event({ type: 'task.completed.v1', about: 'A task, or one occurrence of a recurring task, was done.' })
export class TaskCompleted extends DomainEvent<TaskProgress> {}

/** A user took a completion, or a skip, back. */
@Event({
  type: 'task.reopened.v1',
  about: 'A task, or one occurrence that was done or skipped, is open again.',
})
export class TaskReopened extends DomainEvent<TaskProgress> {}

/** A user left an occurrence out. */
@Event({ type: 'task.skipped.v1', about: 'One occurrence of a recurring task was left out.' })
export class TaskSkipped extends DomainEvent<TaskProgress> {}

/** A user moved an occurrence. */
@Event({
  type: 'task.moved.v1',
  about: 'One occurrence of a recurring task was moved to another day or time, or back; its id stays.',
})
export class TaskMoved extends DomainEvent<TaskProgress & { before: Move; after: Move }> {}

/** The days and moments of a user's tasks were put into another time zone. */
@Event({
  type: 'tasks.rezoned.v1',
  about: "Moments of a user's tasks were put into the user's new time zone or day start.",
  isPublic: false,
})
export class TasksRezoned extends DomainEvent<{ count: number }> {}
