import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../common/auth/actor.js';
import { Clock } from '../../../../common/time/clock.js';
import { addDays, parseLocalDate, type LocalDate } from '../../../../common/time/local-date.js';
import { userDay } from '../../../../common/time/user-day.js';
import { UnitOfWork } from '../../../../platform/database/unit-of-work.js';
import { EventLog } from '../../../../platform/events/event-log.js';
import { History } from './series/history.js';
import { isRecurring, momentOf, type PlanContext } from './series/plan.js';
import { reopen, settle, type Step } from './series/progress.js';
import { timelineOf, type Timeline } from './series/timeline.js';
import { TaskHistoryRepository } from './task-history.repository.js';
import { toTaskView } from './task-view.js';
import type { Task } from './task.entity.js';
import type { TaskView } from './tasks.contract.js';
import { TaskNotFound } from './tasks.errors.js';
import { TaskCompleted, TaskReopened, TaskSkipped, type TaskProgress } from './tasks.events.js';
import { TasksRepository } from './tasks.repository.js';

const MOST_OCCURRENCES = 1000;
const DAYS_AHEAD = 366;

type StepOf = (
  task: Task,
  history: History,
  facts: { date: LocalDate | null; context: PlanContext },
) => Step | null;
type EventOf = new (userId: string, progress: TaskProgress) => TaskCompleted | TaskReopened | TaskSkipped;

/** What becomes of tasks and of their occurrences; each step can be taken twice and then has one effect. */
@Injectable()
export class TaskProgressService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly events: EventLog,
    private readonly clock: Clock,
    private readonly tasks: TasksRepository,
    private readonly history: TaskHistoryRepository,
  ) {}

  /**
   * Does a task. Of a recurring one: the occurrence of that date, else the one that is due, else the next; without a
   * date at most one a day. Throws TaskNotFound, OccurrenceUnknown, OccurrenceSuperseded, TooFarAhead.
   */
  complete(actor: Actor, id: string, occurrence?: string): Promise<TaskView> {
    const step: StepOf = (task, history, facts) => settle(task, history, { state: 'done', ...facts });
    return this.take(actor, id, { occurrence, step, event: TaskCompleted });
  }

  /** Leaves an occurrence of a recurring task out, chosen as `complete` does; throws the same and TaskNotRecurring. */
  skip(actor: Actor, id: string, occurrence?: string): Promise<TaskView> {
    const step: StepOf = (task, history, facts) => settle(task, history, { state: 'skipped', ...facts });
    return this.take(actor, id, { occurrence, step, event: TaskSkipped });
  }

  /** Takes back what was done or skipped: of that date, else the last, once. Throws what `complete` does. */
  reopen(actor: Actor, id: string, occurrence?: string): Promise<TaskView> {
    return this.take(actor, id, { occurrence, step: reopen, event: TaskReopened });
  }

  /** A task's occurrences from a day (else today) to before another (else a year later); throws TaskNotFound. */
  async occurrences(
    actor: Actor,
    id: string,
    window: { readonly from?: string; readonly before?: string },
  ): Promise<Timeline> {
    const task = found(await this.tasks.find(actor.id, id));
    const context = this.contextOf(actor);
    const from = window.from === undefined ? userDay(context.now, actor) : parseLocalDate(window.from);
    const before = window.before === undefined ? addDays(from, DAYS_AHEAD) : parseLocalDate(window.before);
    const history = await this.historyOf(task, null);
    const settled = await this.history.within(id, { from, before, limit: MOST_OCCURRENCES + 1 });
    return timelineOf(
      task,
      { history, settled },
      { window: { from, before, limit: MOST_OCCURRENCES }, context },
    );
  }

  private take(
    actor: Actor,
    id: string,
    { occurrence, step: takeStep, event }: { occurrence: string | undefined; step: StepOf; event: EventOf },
  ): Promise<TaskView> {
    const date = occurrence === undefined ? null : parseLocalDate(occurrence);
    return this.uow.run(async () => {
      const task = found(await this.tasks.lock(actor.id, id));
      const context = this.contextOf(actor);
      const today = momentOf(context);
      const step = takeStep(task, await this.historyOf(task, date), { date, context });
      if (step === null) return toTaskView(task, today);

      await this.save(step);
      const view = toTaskView(step.task, today);
      this.events.record(
        new event(actor.id, {
          taskId: id,
          widgetId: task.widgetId,
          occurrence: step.occurrence,
          isDone: view.isDone,
          nextOccurrence: view.nextOccurrence,
        }),
      );
      return view;
    });
  }

  private async save({ task, settled, unsettled }: Step): Promise<void> {
    await this.tasks.update(task);
    if (settled) await this.history.put(task.id, settled);
    if (unsettled) await this.history.remove(task.id, unsettled);
  }

  private contextOf(actor: Actor): PlanContext {
    return { rules: actor, now: this.clock.now() };
  }

  private async historyOf(task: Task, date: LocalDate | null): Promise<History> {
    return isRecurring(task) ? this.history.load(task.id, date) : History.EMPTY;
  }
}

function found(task: Task | undefined): Task {
  if (!task) throw new TaskNotFound();
  return task;
}
