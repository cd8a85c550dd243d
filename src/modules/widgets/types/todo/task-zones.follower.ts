import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import type { DomainEvent } from '../../../../platform/events/domain-event.js';
import { Subscribe } from '../../../../platform/events/subscriber.js';
import { UserUpdated } from '../../../users/users.events.js';
import { ZoneFollower, type UserClock, type ZoneBatch } from '../../zone-follower.js';
import { History } from './series/history.js';
import { isRecurring, planned } from './series/plan.js';
import { TaskHistoryRepository } from './task-history.repository.js';
import type { Task } from './task.entity.js';
import { TasksRezoned } from './tasks.events.js';
import { TasksRepository } from './tasks.repository.js';

/** Puts the open tasks with a time of day into the days of a user who moves; days alone are the same in every zone. */
@Subscribe('todo.rezone', UserUpdated)
@Injectable()
export class TaskZonesFollower extends ZoneFollower<Task> {
  protected override readonly fields = ['timeZone', 'dayStart'] as const;

  constructor(
    private readonly tasks: TasksRepository,
    private readonly history: TaskHistoryRepository,
  ) {
    super();
  }

  protected lock({ userId, after, limit }: ZoneBatch): Promise<Task[]> {
    return this.tasks.lockTimedOpen(userId, after, limit);
  }

  protected async put(tasks: readonly Task[], { now, ...rules }: UserClock): Promise<number> {
    const histories = await this.history.loadAll(tasks.filter(isRecurring).map(({ id }) => id));
    const moved = this.changed(
      tasks,
      (task) => planned(task, histories.get(task.id) ?? History.EMPTY, { rules, now }),
      (before, after) => isDeepStrictEqual(timesOf(before), timesOf(after)),
    );
    if (moved.length > 0) await this.tasks.replan(moved);
    return moved.length;
  }

  protected told(userId: string, count: number): DomainEvent {
    return new TasksRezoned(userId, { count });
  }
}

function timesOf({ upcoming, upcomingDueOn, nextDueMinute }: Task): unknown {
  return [upcoming?.map(({ date, at }) => [date, at]), upcomingDueOn, nextDueMinute];
}
