import { Injectable } from '@nestjs/common';
import { Database, statement } from '../../../../platform/database/database.js';
import type { Task } from './task.entity.js';

// Each field with its column, the column's type, and how it is read where pg would make something else of it.
const FIELDS: readonly (readonly [field: keyof Task, column: string, type: string, read?: string])[] = [
  ['id', 'id', 'uuid'],
  ['userId', 'user_id', 'uuid'],
  ['createdAt', 'created_at', 'timestamptz'],
  ['widgetId', 'widget_id', 'uuid'],
  ['content', 'content', 'text'],
  ['notes', 'notes', 'text'],
  ['priority', 'priority', 'smallint'],
  ['category', 'category', 'text'],
  ['labels', 'labels', 'text[]'],
  ['dueDate', 'due_date', 'date', 't.due_date::text'],
  ['dueTime', 'due_time', 'time', 'left(t.due_time::text, 5)'],
  ['timeZone', 'time_zone', 'text'],
  ['rrule', 'rrule', 'text'],
  ['repeatFrom', 'repeat_from', 'text'],
  ['isDone', 'is_done', 'boolean'],
  ['completedAt', 'completed_at', 'timestamptz'],
  ['lastCompletedAt', 'last_completed_at', 'timestamptz'],
  ['lastCompleted', 'last_completed', 'jsonb'],
  ['doneAt', 'done_at', 'timestamptz'],
  ['lastSettled', 'last_settled', 'date', 't.last_settled::text'],
  ['upcoming', 'upcoming', 'jsonb'],
  ['upcomingDueOn', 'upcoming_due_on', 'date[]', 't.upcoming_due_on::text[]'],
  ['nextDueOn', 'next_due_on', 'date', 't.next_due_on::text'],
  ['nextDueMinute', 'next_due_minute', 'smallint'],
  ['version', 'version', 'integer'],
  ['updatedAt', 'updated_at', 'timestamptz'],
];
// The identity of a task, which updates leave alone.
const FIXED = 3;
const CHANGEABLE = FIELDS.slice(FIXED);

/** The columns of a task `t` as its entity has them. */
export const TASK_COLUMNS = FIELDS.map(
  ([field, column, , read]) => `${read ?? `t.${column}`} AS "${field}"`,
).join(', ');

const FIND = statement(
  'tasks.find',
  `SELECT ${TASK_COLUMNS} FROM tasks t JOIN widgets w ON w.id = t.widget_id AND w.deleted_at IS NULL
   WHERE t.user_id = $1 AND t.id = $2`,
);

const LOCK = statement('tasks.lock', `${FIND.text} FOR UPDATE OF t`);

const INSERT = statement(
  'tasks.insert',
  `INSERT INTO tasks (${columnsOf(FIELDS)}) SELECT ${parametersOf(FIELDS, 2)}
   WHERE (SELECT count(*) FROM (SELECT FROM tasks WHERE widget_id = $5 LIMIT $1) few) < $1
   RETURNING id`,
);

const COUNT = statement(
  'tasks.count',
  'SELECT count(*)::int AS count FROM (SELECT FROM tasks WHERE widget_id = $1 LIMIT $2) few',
);

const UPDATE = statement(
  'tasks.update',
  `UPDATE tasks SET (${columnsOf(CHANGEABLE)}) = ROW (${parametersOf(CHANGEABLE, 3)}) WHERE user_id = $1 AND id = $2`,
);

// Lists of days go as text: unnest would take a list of lists apart.
const REPLAN = statement(
  'tasks.replan',
  `UPDATE tasks t SET upcoming = c.upcoming, upcoming_due_on = c.upcoming_due_on::date[], next_due_on = c.next_due_on,
     next_due_minute = c.next_due_minute, is_done = c.is_done, completed_at = c.completed_at,
     last_completed_at = c.last_completed_at, last_completed = c.last_completed, done_at = c.done_at,
     version = t.version + 1
   FROM unnest($1::uuid[], $2::jsonb[], $3::text[], $4::date[], $5::smallint[], $6::boolean[], $7::timestamptz[],
     $8::timestamptz[], $9::jsonb[], $10::timestamptz[])
     AS c (id, upcoming, upcoming_due_on, next_due_on, next_due_minute, is_done, completed_at, last_completed_at,
       last_completed, done_at)
   WHERE t.id = c.id`,
);

const DELETE = statement('tasks.delete', 'DELETE FROM tasks WHERE user_id = $1 AND id = $2');

const TIMED_OPEN = statement(
  'tasks.timed_open',
  `SELECT ${TASK_COLUMNS} FROM tasks t
   WHERE t.user_id = $1 AND NOT t.is_done AND t.id > $2 AND (t.due_time IS NOT NULL
     OR t.rrule IS NOT NULL AND EXISTS (SELECT FROM task_moves m WHERE m.task_id = t.id AND m.due_time IS NOT NULL))
   ORDER BY t.id LIMIT $3 FOR UPDATE`,
);

/** Every query on single tasks; each names the user whose they are, and none sees what a deleted widget holds. */
@Injectable()
export class TasksRepository {
  constructor(private readonly database: Database) {}

  find(userId: string, id: string): Promise<Task | undefined> {
    return this.database.one<Task>(FIND, [userId, id]);
  }

  /** The same, and nobody else changes it until the unit of work ends. */
  lock(userId: string, id: string): Promise<Task | undefined> {
    return this.database.one<Task>(LOCK, [userId, id]);
  }

  /** Adds a task unless its widget has so many already; whether it did. */
  async insert(task: Task, most: number): Promise<boolean> {
    return (await this.database.query(INSERT, [most, ...valuesOf(task, FIELDS)])).length > 0;
  }

  /** Whether a widget has fewer than so many tasks. */
  async hasRoom(widgetId: string, most: number): Promise<boolean> {
    const row = await this.database.one<{ count: number }>(COUNT, [widgetId, most]);
    return (row?.count ?? 0) < most;
  }

  async update(task: Task): Promise<void> {
    await this.database.query(UPDATE, [task.userId, task.id, ...valuesOf(task, CHANGEABLE)]);
  }

  /** Writes when locked tasks are due next, each as a version of its own. */
  async replan(tasks: readonly Task[]): Promise<void> {
    await this.database.query(REPLAN, [
      tasks.map(({ id }) => id),
      tasks.map(({ upcoming }) => upcoming && JSON.stringify(upcoming)),
      tasks.map(({ upcomingDueOn }) => upcomingDueOn && `{${upcomingDueOn.join(',')}}`),
      tasks.map(({ nextDueOn }) => nextDueOn),
      tasks.map(({ nextDueMinute }) => nextDueMinute),
      tasks.map(({ isDone }) => isDone),
      tasks.map(({ completedAt }) => completedAt),
      tasks.map(({ lastCompletedAt }) => lastCompletedAt),
      tasks.map(({ lastCompleted }) => lastCompleted && JSON.stringify(lastCompleted)),
      tasks.map(({ doneAt }) => doneAt),
    ]);
  }

  async delete(userId: string, id: string): Promise<void> {
    await this.database.query(DELETE, [userId, id]);
  }

  /** Open tasks with a time of day, by id from `after` on, locked: those that depend on the user's clock. */
  lockTimedOpen(userId: string, after: string, limit: number): Promise<Task[]> {
    return this.database.query<Task>(TIMED_OPEN, [userId, after, limit]);
  }
}

function columnsOf(fields: typeof FIELDS): string {
  return fields.map(([, column]) => column).join(', ');
}

function parametersOf(fields: typeof FIELDS, first: number): string {
  return fields.map(([, , type], i) => `$${first + i}::${type}`).join(', ');
}

function valuesOf(task: Task, fields: typeof FIELDS): unknown[] {
  // pg would write an array for a jsonb column as an array of PostgreSQL.
  return fields.map(([field, , type]) =>
    type === 'jsonb' && task[field] !== null ? JSON.stringify(task[field]) : task[field],
  );
}
