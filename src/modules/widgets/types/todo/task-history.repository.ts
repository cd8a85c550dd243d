import { Injectable } from '@nestjs/common';
import type { LocalDate } from '../../../../common/time/local-date.js';
import { Database, statement } from '../../../../platform/database/database.js';
import { History, type Settled } from './series/history.js';
import type { DayWindow } from './series/timeline.js';

type KnownRow = Settled & { readonly taskId: string; readonly total: number };

const COLUMNS = `s.occurrence::text, s.state, s.was_due AS "wasDue", s.settled_at AS "settledAt",
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
     UNION (SELECT s.* FROM task_settlements s WHERE s.task_id = ${taskId} ORDER BY s.task_version DESC LIMIT 2)
     UNION (SELECT s.* FROM task_settlements s WHERE s.task_id = ${taskId} AND s.state = 'done'
       ORDER BY s.task_version DESC LIMIT 2)
   )
   SELECT s.task_id AS "taskId", ${COLUMNS},
     (SELECT count(*)::int FROM task_settlements WHERE task_id = ${taskId}) AS total
   FROM known s`;
}

const LOAD = statement('task_settlements.load', knownSql('$1', '$2::date'));

const LOAD_ALL = statement(
  'task_settlements.load_all',
  `SELECT k.* FROM unnest($1::uuid[]) AS t (id) CROSS JOIN LATERAL (${knownSql('t.id', 'NULL::date')}) k`,
);

const WITHIN = statement(
  'task_settlements.within',
  `SELECT ${COLUMNS} FROM task_settlements s
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
    return historyOf(await this.database.query<KnownRow>(LOAD, [taskId, date]));
  }

  /** What answers rest on, of each of these tasks that has any settlement. */
  async loadAll(taskIds: readonly string[]): Promise<Map<string, History>> {
    if (taskIds.length === 0) return new Map();
    const rows = await this.database.query<KnownRow>(LOAD_ALL, [taskIds]);
    const byTask = new Map<string, KnownRow[]>();
    for (const row of rows) {
      const known = byTask.get(row.taskId);
      if (known) known.push(row);
      else byTask.set(row.taskId, [row]);
    }
    return new Map([...byTask].map(([taskId, known]) => [taskId, historyOf(known)]));
  }

  /** Those from `from` (included) to `before` (excluded), in order, at most `limit`. */
  within(taskId: string, { from, before, limit }: DayWindow): Promise<Settled[]> {
    return this.database.query<Settled>(WITHIN, [taskId, from, before, limit]);
  }

  async put(taskId: string, settled: Settled): Promise<void> {
    const { occurrence, state, wasDue, settledAt, settledOn, taskVersion } = settled;
    await this.database.query(PUT, [taskId, occurrence, state, wasDue, settledAt, settledOn, taskVersion]);
  }

  async remove(taskId: string, date: LocalDate): Promise<void> {
    await this.database.query(REMOVE, [taskId, date]);
  }
}

function historyOf(rows: readonly KnownRow[]): History {
  return new History(rows, rows[0]?.total ?? 0);
}
