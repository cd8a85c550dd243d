import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { DataSource } from 'typeorm';
import type { Actor } from '../../../src/common/auth/actor.js';
import { AppError } from '../../../src/common/errors/app-error.js';
import { addDays } from '../../../src/common/time/local-date.js';
import { TaskProgressService } from '../../../src/modules/widgets/types/todo/task-progress.service.js';
import type { Task } from '../../../src/modules/widgets/types/todo/task.entity.js';
import { TasksRepository } from '../../../src/modules/widgets/types/todo/tasks.repository.js';
import { TasksService, type NewTask } from '../../../src/modules/widgets/types/todo/tasks.service.js';
import { actorOf } from '../../factories/actors.js';
import { KeptTask, type StepKind } from '../../factories/kept-task.js';
import { day } from '../../factories/tasks.js';
import { signUp } from '../../factories/users.js';
import { addWidget } from '../../factories/widgets.js';
import { FakeClock } from '../../support/fake-clock.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

jest.setTimeout(120_000);

const MORNING = '2026-03-02T07:30:00Z';
const VERBS = { done: 'complete', skipped: 'skip', reopen: 'reopen' } as const;

let app: TestApp;
let clock: FakeClock;
let actor: Actor;
let widgetId: string;

beforeAll(async () => {
  clock = new FakeClock(MORNING);
  app = await startTestApp({ clock, env: { ROLE: 'api' } });
  const person = await signUp(app);
  actor = await actorOf(app, person);
  widgetId = (await addWidget(person)).id;
});

afterAll(() => app.close());

describe('what the database gives of a history', () => {
  it('answers as the whole history does, whatever was done, skipped and opened', async () => {
    const tasks = app.app.get(TasksService, { strict: false });
    const progress = app.app.get(TaskProgressService, { strict: false });
    const stored = async (id: string): Promise<Task> =>
      (await app.app.get(TasksRepository, { strict: false }).find(actor.id, id))!;

    await fc.assert(
      fc.asyncProperty(
        fc.record({
          rrule: fc.constantFrom(
            'FREQ=DAILY',
            'FREQ=DAILY;COUNT=5',
            'FREQ=WEEKLY;BYDAY=MO,WE',
            'FREQ=DAILY;INTERVAL=2',
          ),
          repeatFrom: fc.constantFrom('schedule' as const, 'completion' as const),
        }),
        fc.array(
          fc.record({
            kind: fc.constantFrom<StepKind>('done', 'skipped', 'reopen'),
            days: fc.integer({ min: 0, max: 2 }),
            date: fc.option(fc.integer({ min: 0, max: 14 })),
          }),
          { minLength: 4, maxLength: 14 },
        ),
        async (given, path) => {
          clock.set(MORNING);
          const request: NewTask = { content: 'x', priority: 3, labels: [], dueDate: '2026-03-02', ...given };
          const { id } = await tasks.create(actor, widgetId, request);
          let whole = new KeptTask(await stored(id));
          for (const { kind, days, date } of path) {
            clock.advance(days * 86_400_000);
            const context = { now: clock.now(), rules: actor };
            const named = date === null ? null : addDays(day('2026-03-02'), date);
            const expected = attempt(() => whole.take(kind, context, named));
            const actual = await attemptAsync(() => progress[VERBS[kind]](actor, id, named ?? undefined));
            expect(actual).toBe(expected instanceof KeptTask ? null : expected);
            if (expected instanceof KeptTask) whole = expected;
            expect(await stored(id)).toEqual(whole.task);
          }
        },
      ),
      { numRuns: 25 },
    );
  });

  it('is a few rows, however long the history', async () => {
    const tasks = app.app.get(TasksService, { strict: false });
    const progress = app.app.get(TaskProgressService, { strict: false });
    clock.set(MORNING);
    const request: NewTask = { content: 'x', priority: 3, labels: [], repeatFrom: 'schedule' };
    const { id } = await tasks.create(actor, widgetId, {
      ...request,
      dueDate: '2020-01-01',
      rrule: 'FREQ=DAILY',
    });
    const database = app.app.get(DataSource);
    await database.query('UPDATE tasks SET version = 3000 WHERE id = $1', [id]);
    await database.query(
      `INSERT INTO task_settlements (task_id, occurrence, state, was_due, settled_at, settled_on, task_version)
       SELECT $1, '2020-01-01'::date + n, 'done', true, now(), '2020-01-01'::date + n, n + 1
       FROM generate_series(1, 2000) AS n`,
      [id],
    );

    // 2000 days later is 23 June 2025, and everything since was missed.
    expect((await progress.complete(actor, id)).nextOccurrence?.date).toBe('2026-03-03');
    expect((await progress.reopen(actor, id)).nextOccurrence?.date).toBe('2026-03-02');
    const timeline = await progress.occurrences(actor, id, { from: '2025-06-22', before: '2025-06-26' });
    expect(timeline.entries.map(({ state }) => state)).toEqual(['done', 'done', 'missed', 'missed']);
  });
});

/** What the work gives, or the code of its refusal. */
function attempt<T>(work: () => T): T | string {
  try {
    return work();
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}

async function attemptAsync(work: () => Promise<unknown>): Promise<string | null> {
  try {
    await work();
    return null;
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}
