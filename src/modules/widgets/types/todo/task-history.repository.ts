import { Injectable } from '@nestjs/common';
import type { LocalDate } from '../../../../common/time/local-date.js';
import { Database, statement } from '../../../../platform/database/database.js';
import type { Move } from './series/due.js';
import { History, type Settled } from './series/history.js';
import type { DayWindow } from './series/timeline.js';

type KnownRow = Settled & { readonly taskId: string; readonly total: number };
type MoveRow = Move & { readonly taskId: string; readonly occurrence: LocalDate };

/** The columns of what became of an occurrence, `s`. */
export const SETTLED_COLUMNS = `s.occurrence::text, s.state, s.was_due AS "wasDue", s.settled_at AS "settledAt",
  s.settled_on::text AS "settledOn", s.task_version AS "taskVersion"`;

/** What answers about a task rest on, and the settlement of one date. */
function knownSql(taskId: string, date: string): string {
  // The two newest of each order, so that what is left answers too when one of them is taken away.
  return `
   WITH known AS (
     SELECT s.* FROM task_settlements s WHERE s.task_id = ${taskId} AND s.occurrence >= coalesce((
       SELECT f.occurrence FROM task_settlements f WHERE f.task_id = ${taskId} AND f.was_due
       ORDER BY f.occurrence DESC OFFSET 1 LIMIT 1
     ), '-infinity')
     UNION SELECT s.* FROM task_settlements s WHERE s.task_id = ${taskId} AND s.occurrence = ${date}
     UNION SELECT s.* FROM task_moves m JOIN task_settlements s USING (task_id, occurrence) WHERE m.task_id = ${taskId}
     UNION (SELECT s.* FROM task_settlements s WHERE s.task_id = ${taskId} ORDER BY s.task_version DESC LIMIT 2)
     UNION (SELECT s.* FROM task_settlements s WHERE s.task_id = ${taskId} AND s.state = 'done'
       ORDER BY s.task_version DESC LIMIT 2)
   )
   SELECT s.task_id AS "taskId", ${SETTLED_COLUMNS},
     (SELECT count(*)::int FROM task_settlements WHERE task_id = ${taskId}) AS total
   FROM known s`;
}

const LOAD = statement('task_settlements.load', knownSql('$1', '$2::date'));

const LOAD_ALL = statement(
  'task_settlements.load_all',
  `SELECT k.* FROM unnest($1::uuid[]) AS t (id) CROSS JOIN LATERAL (${knownSql('t.id', 'NULL::date')}) k`,
);

const MOVES = statement(
  'task_moves.list',
  `SELECT task_id AS "taskId", occurrence::text, due_date::text AS "dueDate", left(due_time::text, 5) AS "dueTime"
   FROM task_moves WHERE task_id = ANY ($1::uuid[])`,
);

const PUT_MOVE = statement(
  'task_moves.put',
  `INSERT INTO task_moves (task_id, occurrence, due_date, due_time) VALUES ($1, $2, $3, $4)
   ON CONFLICT (task_id, occurrence) DO UPDATE SET due_date = excluded.due_date, due_time = excluded.due_time`,
);

const REMOVE_MOVES = statement(
  'task_moves.remove',
  'DELETE FROM task_moves WHERE task_id = $1 AND occurrence = ANY ($2::date[])',
);

const WITHIN = statement(
  'task_settlements.within',
  `SELECT ${SETTLED_COLUMNS} FROM task_settlements s
   WHERE s.task_id = $1 AND s.occurrence >= $2::date AND s.occurrence < $3::date
   ORDER BY s.occurrence LIMIT $4`,
);

const PUT = statement(
  'task_settlements.put',
  `INSERT INTO task_settlements (task_id, occurrence, state, was_due, settled_at, settled_on, task_version)
   VALUES ($1, $2, $3, $4, $5, $6, $7)
   ON CONFLICT (task_id, occurrence) DO UPDATE SET state = excluded.state, was_due = excluded.was_due,
     settled_at = excluded.settled_at, settled_on = excluded.settled_on, task_version = excluded.task_version`,
);

const REMOVE = statement(
  'task_settlements.remove',
  'DELETE FROM task_settlements WHERE task_id = $1 AND occurrence = $2',
);

/** Every query on what became of occurrences. Callers have found the task to be the user's own. */
@Injectable()
export class TaskHistoryRepository {
  constructor(private readonly database: Database) {}

  /** What answers rest on, and the settlement of one date in question. */
  async load(taskId: string, date: LocalDate | null = null): Promise<History> {
    const rows = await this.database.query<KnownRow>(LOAD, [taskId, date]);
    return historyOf(rows, await this.database.query<MoveRow>(MOVES, [[taskId]]));
  }

  /** What answers rest on, of each of these tasks that has any settlement or move. */
  async loadAll(taskIds: readonly string[]): Promise<Map<string, History>> {
    if (taskIds.length === 0) return new Map();
    const rows = byTask(await this.database.query<KnownRow>(LOAD_ALL, [taskIds]));
    const moves = byTask(await this.database.query<MoveRow>(MOVES, [taskIds]));
    const known = new Set([...rows.keys(), ...moves.keys()]);
    return new Map([...known].map((id) => [id, historyOf(rows.get(id) ?? [], moves.get(id) ?? [])]));
  }

  /** Those from `from` (included) to `before` (excluded), in order, at most `limit`. */
  within(taskId: string, { from, before, limit }: DayWindow): Promise<Settled[]> {
    return this.database.query<Settled>(WITHIN, [taskId, from, before, limit]);
  }

  async put(taskId: string, settled: Settled): Promise<void> {
    const { occurrence, state, wasDue, settledAt, settledOn, taskVersion } = settled;
    await this.database.query(PUT, [taskId, occurrence, state, wasDue, settledAt, settledOn, taskVersion]);
  }

  /** Stores where an occurrence was moved to. */
  async putMove(taskId: string, date: LocalDate, { dueDate, dueTime }: Move): Promise<void> {
    await this.database.query(PUT_MOVE, [taskId, date, dueDate, dueTime]);
  }

  /** Puts occurrences back in their places. */
  async removeMoves(taskId: string, dates: readonly LocalDate[]): Promise<void> {
    if (dates.length > 0) await this.database.query(REMOVE_MOVES, [taskId, dates]);
  }

  async remove(taskId: string, date: LocalDate): Promise<void> {
    await this.database.query(REMOVE, [taskId, date]);
  }
}

function byTask<Row extends { readonly taskId: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const known = groups.get(row.taskId);
    if (known) known.push(row);
    else groups.set(row.taskId, [row]);
  }
  return groups;
}

function historyOf(rows: readonly KnownRow[], moves: readonly MoveRow[]): History {
  return new History(rows, rows[0]?.total ?? 0, new Map(moves.map((move) => [move.occurrence, move])));
}
