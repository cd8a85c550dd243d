import { Injectable } from '@nestjs/common';
import type { LocalDate } from '../../../../../common/time/local-date.js';
import { Database, statement } from '../../../../../platform/database/database.js';
import type { Settled } from '../series/history.js';
import { SETTLED_COLUMNS } from '../task-history.repository.js';
import type { Task } from '../task.entity.js';
import { TASK_COLUMNS } from '../tasks.repository.js';

/** Which tasks matter: those of days, both included, and what is overdue by a day. */
export interface TaskDays {
  readonly first: LocalDate;
  readonly last: LocalDate;
  /** Null if overdue tasks are not wanted. */
  readonly overdueBefore: LocalDate | null;
  readonly limit: number;
}

// Each of the three is a range of an index of its own.
const LIST = statement(
  'agenda_tasks.list',
  `SELECT ${TASK_COLUMNS} FROM tasks t JOIN widgets w ON w.id = t.widget_id AND w.deleted_at IS NULL
   WHERE t.id IN (
     SELECT id FROM tasks WHERE user_id = $1 AND rrule IS NULL AND due_date BETWEEN $2::date AND $3::date
     UNION SELECT id FROM tasks WHERE user_id = $1 AND rrule IS NOT NULL AND due_date <= $3::date
     UNION SELECT id FROM tasks WHERE user_id = $1 AND NOT is_done AND next_due_on < $4::date
   )
   ORDER BY t.is_done, t.next_due_on, t.id
   LIMIT $5`,
);

const SETTLED = statement(
  'agenda_tasks.settled',
  `SELECT s.task_id AS "taskId", ${SETTLED_COLUMNS} FROM task_settlements s
   WHERE s.task_id = ANY ($1::uuid[]) AND s.occurrence BETWEEN $2::date AND $3::date
   ORDER BY s.occurrence`,
);

/** Reads the tasks of an agenda. */
@Injectable()
export class AgendaTasksRepository {
  constructor(private readonly database: Database) {}

  /** Tasks of a user that may have occurrences on the days, open ones first. */
  list(userId: string, { first, last, overdueBefore, limit }: TaskDays): Promise<Task[]> {
    return this.database.query<Task>(LIST, [userId, first, last, overdueBefore, limit]);
  }

  /** What became of the occurrences of tasks between days, by the task and in order. */
  async settled(
    taskIds: readonly string[],
    { first, last }: Pick<TaskDays, 'first' | 'last'>,
  ): Promise<Map<string, Settled[]>> {
    const byTask = new Map<string, Settled[]>();
    if (taskIds.length === 0) return byTask;
    const rows = await this.database.query<Settled & { taskId: string }>(SETTLED, [taskIds, first, last]);
    for (const row of rows) byTask.set(row.taskId, [...(byTask.get(row.taskId) ?? []), row]);
    return byTask;
  }
}
