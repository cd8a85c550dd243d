import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { DataSource } from 'typeorm';
import {
  TASK_VIEWS,
  listStatement,
  type TaskViewName,
} from '../../../src/modules/widgets/types/todo/task-views.js';
import { signUp } from '../../factories/users.js';
import { addWidget } from '../../factories/widgets.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

jest.setTimeout(120_000);

interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Index Cond'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly Plan[];
}

const KEYS: Record<TaskViewName, readonly string[]> = {
  today: ['2', '600', '01980c3e-7a10-7cc3-98a5-3f0c2b9d4e11'],
  overdue: ['2026-02-01', '600', '01980c3e-7a10-7cc3-98a5-3f0c2b9d4e11'],
  upcoming: ['2026-04-01', '600', '01980c3e-7a10-7cc3-98a5-3f0c2b9d4e11'],
  open: ['2026-04-01', '600', '01980c3e-7a10-7cc3-98a5-3f0c2b9d4e11'],
  done: ['2026-02-01T00:00:00Z', '01980c3e-7a10-7cc3-98a5-3f0c2b9d4e11'],
  all: ['2026-02-01T00:00:00Z', '01980c3e-7a10-7cc3-98a5-3f0c2b9d4e11'],
};

let app: TestApp;
let userId: string;

/** Gives each of many users many tasks, a part of them done, of the rest a few due. */
beforeAll(async () => {
  app = await startTestApp({ env: { ROLE: 'api' } });
  const database = app.app.get(DataSource);
  for (let i = 0; i < 10; i += 1) {
    const person = await signUp(app);
    userId = person.id;
    await database.query(
      `INSERT INTO tasks (id, user_id, widget_id, content, priority, labels, due_date, repeat_from, is_done, completed_at,
         last_completed_at, done_at, upcoming, upcoming_due_on, next_due_on, next_due_minute, version, created_at, updated_at)
       SELECT gen_random_uuid(), $1, $2, 'x', 1 + n % 5, '{}', day, 'schedule', done, CASE WHEN done THEN at END,
         CASE WHEN done THEN at END, CASE WHEN done THEN at END, CASE WHEN NOT done THEN '[{}]'::jsonb END, CASE WHEN NOT done THEN ARRAY[day] END,
         CASE WHEN done THEN 'infinity' ELSE day END, 1440, 1, at, at
       FROM generate_series(0, 1999) AS n,
         LATERAL (SELECT '2026-02-20'::date + n AS day, n % 4 = 0 AS done, '2026-01-01'::timestamptz + n * interval '1 hour' AS at) x`,
      [person.id, (await addWidget(person)).id],
    );
  }
  await database.query('ANALYZE');
});

afterAll(() => app.close());

async function planOf(view: TaskViewName, which: 'first' | 'next'): Promise<Plan[]> {
  const isBehind = which === 'next';
  const { text } = listStatement({ view, filters: [], isBehind });
  // PostgreSQL plans named statements for any values after a while: this plan must be good too.
  const runner = app.app.get(DataSource).createQueryRunner();
  await runner.query(`SET plan_cache_mode = force_generic_plan`);
  await runner.query(`PREPARE listed AS ${text}`);
  const values = [userId, '2026-03-02', '2026-03-02T12:00:00Z', 25, ...(isBehind ? KEYS[view] : [])].map(
    (value) => `'${value}'`,
  );
  const [row] = (await runner.query(
    `EXPLAIN (ANALYZE, FORMAT JSON) EXECUTE listed (${values.join(', ')})`,
  )) as {
    'QUERY PLAN': { Plan: Plan }[];
  }[];
  await runner.query('DEALLOCATE listed');
  await runner.query('RESET plan_cache_mode');
  await runner.release();
  return nodesOf(row!['QUERY PLAN'][0]!.Plan);
}

function nodesOf(plan: Plan): Plan[] {
  return [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];
}

const readOf = ({
  'Actual Rows': rows,
  'Actual Loops': loops,
  'Rows Removed by Filter': removed = 0,
}: Plan): number => (rows + removed) * loops;

describe('a view of tasks', () => {
  it.each(TASK_VIEWS.flatMap((view) => [[view, 'first'] as const, [view, 'next'] as const]))(
    'reads an index range, never the table: %s, %s page',
    async (view, which) => {
      const scans = (await planOf(view, which)).filter((node) => node['Relation Name'] === 'tasks');

      expect(scans.length).toBeGreaterThan(0);
      for (const scan of scans) expect(scan['Node Type']).toMatch(/^(Index|Bitmap Heap|Index Only) Scan$/);
    },
  );

  it.each(['today', 'overdue'] as const)('reads no more than what is due by then: %s', async (view) => {
    const scans = (await planOf(view, 'first')).filter((node) => node['Relation Name'] === 'tasks');

    // Of the eleven days that have come a quarter of the tasks is done.
    expect(scans.reduce((sum, scan) => sum + readOf(scan), 0)).toBeLessThanOrEqual(8);
  });

  it.each(['upcoming', 'open', 'done', 'all'] as const)(
    'goes on where the page before ended: %s',
    async (view) => {
      const scans = (await planOf(view, 'next')).filter((node) => node['Relation Name'] === 'tasks');

      expect(Math.max(...scans.map(readOf))).toBeLessThanOrEqual(26);
    },
  );
});
