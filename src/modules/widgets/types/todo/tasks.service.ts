import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../common/auth/actor.js';
import { requireVersion } from '../../../../common/errors/app-error.js';
import { uuidv7 } from '../../../../common/ids/uuid.js';
import { Clock } from '../../../../common/time/clock.js';
import type { LocalDate } from '../../../../common/time/local-date.js';
import { isUniqueViolation } from '../../../../platform/database/postgres-errors.js';
import { UnitOfWork } from '../../../../platform/database/unit-of-work.js';
import { EventLog } from '../../../../platform/events/event-log.js';
import { differenceOf } from '../../difference.js';
import { IdTaken } from '../../widgets.errors.js';
import { WidgetsService } from '../../widgets.service.js';
import { NO_MINUTE } from './series/due.js';
import { History, type Settled } from './series/history.js';
import { movesLost } from './series/moving.js';
import { isRecurring, momentOf, planned, type PlanContext } from './series/plan.js';
import { settlementOf } from './series/progress.js';
import { changedFields, newFields, type TaskChanges, type TaskFields } from './task-fields.js';
import { TaskHistoryRepository } from './task-history.repository.js';
import { toTaskView } from './task-view.js';
import { NEVER, type Task } from './task.entity.js';
import type { TaskView } from './tasks.contract.js';
import { TaskLimitReached, TaskNotFound } from './tasks.errors.js';
import { TaskCreated, TaskDeleted, TaskUpdated } from './tasks.events.js';
import { TasksRepository } from './tasks.repository.js';
import { TODO, TODO_LIMITS } from './todo.settings.js';

/** What a new task is made from; its id may be the client's. */
export type NewTask = TaskFields & { readonly id?: string };

/** The tasks of a user. */
@Injectable()
export class TasksService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly events: EventLog,
    private readonly clock: Clock,
    private readonly widgets: WidgetsService,
    private readonly tasks: TasksRepository,
    private readonly history: TaskHistoryRepository,
  ) {}

  /** One task; throws TaskNotFound. */
  async get(actor: Actor, id: string): Promise<TaskView> {
    const task = found(await this.tasks.find(actor.id, id));
    return toTaskView(task, momentOf(this.contextOf(actor)));
  }

  /** Adds a task to a to-do widget; throws WidgetNotFound, WidgetTypeMismatch, IdTaken, TaskLimitReached. */
  create(actor: Actor, widgetId: string, request: NewTask): Promise<TaskView> {
    return this.uow.run(async () => {
      await this.widgets.lockOfType(actor, widgetId, TODO);
      const context = this.contextOf(actor);
      const task = newTask(actor.id, widgetId, { request, context });
      const view = toTaskView(task, momentOf(context));
      await this.insert(task);
      this.events.record(new TaskCreated(actor.id, { taskId: task.id, widgetId, after: view }));
      return view;
    });
  }

  /** Changes fields, or moves a task to another widget; throws TaskNotFound, StaleVersionError and what `create` does. */
  update(actor: Actor, id: string, changes: TaskChanges, expectedVersion?: number): Promise<TaskView> {
    return this.uow.run(async () => {
      const task = found(await this.tasks.lock(actor.id, id));
      requireVersion(expectedVersion, task.version);
      const context = this.contextOf(actor);
      const today = momentOf(context);
      const { after, first, lost } = await this.changed(task, changes, context);
      const before = toTaskView(task, today);
      const difference = differenceOf(before, toTaskView(after, today));
      if (difference === null) return before;

      if (after.widgetId !== task.widgetId) await this.requireRoom(actor, after.widgetId);
      await this.tasks.update(after);
      if (first) await this.history.put(id, first);
      await this.history.removeMoves(id, lost);
      this.events.record(new TaskUpdated(actor.id, { taskId: id, widgetId: after.widgetId, ...difference }));
      return toTaskView(after, today);
    });
  }

  /** Deletes a task with its history; throws TaskNotFound, StaleVersionError. */
  remove(actor: Actor, id: string, expectedVersion?: number): Promise<void> {
    return this.uow.run(async () => {
      const task = found(await this.tasks.lock(actor.id, id));
      requireVersion(expectedVersion, task.version);
      const before = toTaskView(task, momentOf(this.contextOf(actor)));
      await this.tasks.delete(actor.id, id);
      this.events.record(new TaskDeleted(actor.id, { taskId: id, widgetId: task.widgetId, before }));
    });
  }

  private contextOf(actor: Actor): PlanContext {
    return { rules: actor, now: this.clock.now() };
  }

  private async insert(task: Task): Promise<void> {
    try {
      if (!(await this.tasks.insert(task, TODO_LIMITS.tasks))) throw new TaskLimitReached(TODO_LIMITS.tasks);
    } catch (error) {
      if (isUniqueViolation(error, 'tasks_pkey')) throw new IdTaken();
      throw error;
    }
  }

  private async requireRoom(actor: Actor, widgetId: string): Promise<void> {
    await this.widgets.lockOfType(actor, widgetId, TODO);
    if (!(await this.tasks.hasRoom(widgetId, TODO_LIMITS.tasks)))
      throw new TaskLimitReached(TODO_LIMITS.tasks);
  }

  /**
   * The changed task; one that was done and begins to recur was its own `first` occurrence. Moves of occurrences that the
   * new rule does not name are `lost`.
   */
  private async changed(
    task: Task,
    changes: TaskChanges,
    context: PlanContext,
  ): Promise<{ after: Task; first: Settled | null; lost: readonly LocalDate[] }> {
    const version = task.version + 1;
    const after: Task = { ...changedFields(task, changes, context), version, updatedAt: context.now };
    const known = isRecurring(after) || isRecurring(task) ? await this.history.load(task.id) : History.EMPTY;
    const lost = movesLost(task, after, known, context);
    const history = lost.reduce((kept, date) => kept.withMove(date, null), known);
    if (!isRecurring(after) || isRecurring(task) || task.completedAt === null)
      return { after: planned(after, history, context), first: null, lost };

    const state = {
      state: 'done',
      date: after.dueDate,
      context: { ...context, now: task.completedAt },
    } as const;
    const first = settlementOf({ ...after, version: task.version }, history, state);
    const lastSettled = first.occurrence;
    return { after: planned({ ...after, lastSettled }, history.with(first), context), first, lost };
  }
}

function newTask(
  userId: string,
  widgetId: string,
  { request, context }: { request: NewTask; context: PlanContext },
): Task {
  const task: Task = {
    id: request.id?.toLowerCase() ?? uuidv7(context.now.getTime()),
    userId,
    widgetId,
    ...newFields(request, context),
    isDone: false,
    completedAt: null,
    lastCompletedAt: null,
    lastCompleted: null,
    doneAt: null,
    lastSettled: null,
    upcoming: null,
    upcomingDueOn: null,
    nextDueOn: NEVER,
    nextDueMinute: NO_MINUTE,
    version: 1,
    createdAt: context.now,
    updatedAt: context.now,
  };
  return planned(task, History.EMPTY, context);
}

function found(task: Task | undefined): Task {
  if (!task) throw new TaskNotFound();
  return task;
}
