import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../common/auth/actor.js';
import { Clock } from '../../../../common/time/clock.js';
import { parseLocalDate } from '../../../../common/time/local-date.js';
import { parseLocalTime } from '../../../../common/time/local-time.js';
import { UnitOfWork } from '../../../../platform/database/unit-of-work.js';
import { EventLog } from '../../../../platform/events/event-log.js';
import { History } from './series/history.js';
import { moveOccurrence, occurrenceNamed } from './series/moving.js';
import { isRecurring, type PlanContext } from './series/plan.js';
import { TaskHistoryRepository } from './task-history.repository.js';
import { toStepView, type TaskStepView } from './task-view.js';
import { TaskNotFound } from './tasks.errors.js';
import { TaskMoved } from './tasks.events.js';
import { TasksRepository } from './tasks.repository.js';

/** Where to move which occurrence. */
export interface MoveRequest {
  readonly occurrence: string;
  readonly dueDate: string;
  readonly dueTime?: string | null;
}

/** Moves single occurrences of recurring tasks; the series stays. */
@Injectable()
export class TaskMovesService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly events: EventLog,
    private readonly clock: Clock,
    private readonly tasks: TasksRepository,
    private readonly history: TaskHistoryRepository,
  ) {}

  /**
   * Moves an open occurrence to another day or time; to its own, it is back in its place. Throws TaskNotFound,
   * TaskNotMovable, OccurrenceUnknown, OccurrenceSettled, TooManyMoves.
   */
  move(actor: Actor, id: string, { occurrence, dueDate, dueTime }: MoveRequest): Promise<TaskStepView> {
    const given = parseLocalDate(occurrence);
    const to = { dueDate: parseLocalDate(dueDate), dueTime: dueTime ? parseLocalTime(dueTime) : null };
    return this.uow.run(async () => {
      const task = await this.tasks.lock(actor.id, id);
      if (!task) throw new TaskNotFound();
      const context: PlanContext = { rules: actor, now: this.clock.now() };
      const history = isRecurring(task) ? await this.history.load(id, given) : History.EMPTY;
      const date = occurrenceNamed(task, history, { date: given, context });
      const facts = { date, state: 'open', undo: null } as const;
      const moved = moveOccurrence(task, history, { date, to, context });
      if (moved === null) return toStepView(task, facts, { history, context });

      const { before, after } = moved;
      await this.tasks.update(moved.task);
      if (moved.move) await this.history.putMove(id, date, moved.move);
      else await this.history.removeMoves(id, [date]);
      const undo = { verb: 'move', body: { occurrence: date, ...before } } as const;
      const known = { history: history.withMove(date, moved.move), context };
      const view = toStepView(moved.task, { ...facts, undo }, known);
      const { nextOccurrence, isDone } = view;
      this.events.record(
        new TaskMoved(actor.id, {
          taskId: id,
          widgetId: task.widgetId,
          occurrence: date,
          before,
          after,
          isDone,
          nextOccurrence,
        }),
      );
      return view;
    });
  }
}
