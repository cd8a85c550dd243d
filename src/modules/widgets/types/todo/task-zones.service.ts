import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../common/time/clock.js';
import { UnitOfWork } from '../../../../platform/database/unit-of-work.js';
import { EventLog } from '../../../../platform/events/event-log.js';
import { UsersService } from '../../../users/users.service.js';
import { History } from './series/history.js';
import { isRecurring, planned, type PlanContext } from './series/plan.js';
import { TaskHistoryRepository } from './task-history.repository.js';
import type { Task } from './task.entity.js';
import { TasksRezoned } from './tasks.events.js';
import { TasksRepository } from './tasks.repository.js';

const BATCH = 200;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/** Puts what is stored of tasks' times into the days of their user, after the user's zone or day start has changed. */
@Injectable()
export class TaskZonesService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly events: EventLog,
    private readonly clock: Clock,
    private readonly users: UsersService,
    private readonly tasks: TasksRepository,
    private readonly history: TaskHistoryRepository,
  ) {}

  /** Recomputes the user's open tasks with a time of day; days without a time are the same in every zone. */
  rezone(userId: string): Promise<void> {
    return this.uow.run(async () => {
      const context = { rules: await this.users.dayContextOf(userId), now: this.clock.now() };
      let count = 0;
      let after: string | undefined = BEFORE_ALL;
      while (after !== undefined) {
        const batch = await this.tasks.lockTimedOpen(userId, after, BATCH);
        for (const task of batch) count += (await this.rezoneTask(task, context)) ? 1 : 0;
        after = batch.at(-1)?.id;
      }
      if (count > 0) this.events.record(new TasksRezoned(userId, { count }));
    });
  }

  private async rezoneTask(task: Task, context: PlanContext): Promise<boolean> {
    const history = isRecurring(task) ? await this.history.load(task.id) : History.EMPTY;
    const rezoned = planned(task, history, context);
    if (!differs(task, rezoned)) return false;
    await this.tasks.update({ ...rezoned, version: task.version + 1 });
    return true;
  }
}

function differs(before: Task, after: Task): boolean {
  const stored = ({ upcoming, upcomingDueOn, nextDueMinute }: Task): string =>
    JSON.stringify([upcoming?.map(({ date, at }) => [date, at]), upcomingDueOn, nextDueMinute]);
  return stored(before) !== stored(after);
}
