import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../common/auth/actor.js';
import { Clock } from '../../../../common/time/clock.js';
import { addDays, parseLocalDate, type LocalDate } from '../../../../common/time/local-date.js';
import { userDay } from '../../../../common/time/user-day.js';
import { UnitOfWork } from '../../../../platform/database/unit-of-work.js';
import { EventLog } from '../../../../platform/events/event-log.js';
import { History } from './series/history.js';
import { isRecurring, type PlanContext } from './series/plan.js';
import { occurrenceNamed } from './series/moving.js';
import { reopen, settle, type Step } from './series/progress.js';
import { timelineOf, type Timeline } from './series/timeline.js';
import { TaskHistoryRepository } from './task-history.repository.js';
import { toStepView, type StepFacts, type TaskStepView } from './task-view.js';
import type { Task } from './task.entity.js';
import { TaskNotFound } from './tasks.errors.js';
import { TaskCompleted, TaskReopened, TaskSkipped, type TaskProgress } from './tasks.events.js';
import { TasksRepository } from './tasks.repository.js';

const MOST_OCCURRENCES = 1000;
const DAYS_AHEAD = 366;

interface StepKind {
  readonly of: (
    task: Task,
    history: History,
    facts: { date: LocalDate | null; context: PlanContext },
  ) => Step | null;
  readonly event: new (userId: string, progress: TaskProgress) => TaskCompleted | TaskReopened | TaskSkipped;
  readonly state: 'done' | 'skipped' | 'open';
}

const COMPLETE: StepKind = {
  of: (task, history, facts) => settle(task, history, { state: 'done', ...facts }),
  event: TaskCompleted,
  state: 'done',
};
const SKIP: StepKind = {
  of: (task, history, facts) => settle(task, history, { state: 'skipped', ...facts }),
  event: TaskSkipped,
  state: 'skipped',
};
const REOPEN: StepKind = { of: reopen, event: TaskReopened, state: 'open' };

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
  complete(actor: Actor, id: string, occurrence?: string): Promise<TaskStepView> {
    return this.take(actor, id, { occurrence, kind: COMPLETE });
  }

  /** Leaves an occurrence of a recurring task out, chosen as `complete` does; throws the same and TaskNotRecurring. */
  skip(actor: Actor, id: string, occurrence?: string): Promise<TaskStepView> {
    return this.take(actor, id, { occurrence, kind: SKIP });
  }

  /** Takes back what was done or skipped: of that date, else the last, once. Throws what `complete` does. */
  reopen(actor: Actor, id: string, occurrence?: string): Promise<TaskStepView> {
    return this.take(actor, id, { occurrence, kind: REOPEN });
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
    { occurrence, kind }: { occurrence: string | undefined; kind: StepKind },
  ): Promise<TaskStepView> {
    const given = occurrence === undefined ? null : parseLocalDate(occurrence);
    return this.uow.run(async () => {
      const task = found(await this.tasks.lock(actor.id, id));
      const context = this.contextOf(actor);
      const history = await this.historyOf(task, given);
      const date = given && occurrenceNamed(task, history, { date: given, context });
      const step = kind.of(task, history, { date, context });
      if (step === null) return toStepView(task, factsOfNone(task, kind, date), { history, context });

      await this.save(step);
      const facts = { date: step.occurrence, state: kind.state, undo: undoOf(task, kind, { history, step }) };
      const view = toStepView(step.task, facts, { history, context });
      this.events.record(
        new kind.event(actor.id, {
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

/** What a request was about that changed nothing, since it was so already. */
function factsOfNone(task: Task, { state }: StepKind, given: LocalDate | null): StepFacts {
  const last = isRecurring(task) ? task.lastSettled : task.dueDate;
  const date = given ?? (state === 'open' && isRecurring(task) ? null : last);
  const isUndone = state === 'open' || (isRecurring(task) && date === null);
  return { date, state, undo: isUndone ? null : { verb: 'reopen', body: bodyOf(task, date) } };
}

function undoOf(
  task: Task,
  { state }: StepKind,
  { history, step: { occurrence, unsettled } }: { history: History; step: Step },
): StepFacts['undo'] {
  const wasSkipped = unsettled !== null && history.find(unsettled)?.state === 'skipped';
  const verb = state === 'open' ? (wasSkipped ? 'skip' : 'complete') : 'reopen';
  return { verb, body: bodyOf(task, occurrence) };
}

/** A task that does not recur needs no date, and may get another one. */
function bodyOf(task: Task, date: LocalDate | null): { occurrence?: LocalDate } {
  return isRecurring(task) && date !== null ? { occurrence: date } : {};
}

function found(task: Task | undefined): Task {
  if (!task) throw new TaskNotFound();
  return task;
}
