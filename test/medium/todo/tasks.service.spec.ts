import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import type { Actor } from '../../../src/common/auth/actor.js';
import { StaleVersionError } from '../../../src/common/errors/app-error.js';
import { TaskProgressService } from '../../../src/modules/widgets/types/todo/task-progress.service.js';
import { TaskLimitReached } from '../../../src/modules/widgets/types/todo/tasks.errors.js';
import { TasksService, type NewTask } from '../../../src/modules/widgets/types/todo/tasks.service.js';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work.js';
import { actorOf } from '../../factories/actors.js';
import { eraseAccount, signUp, type Person } from '../../factories/users.js';
import { addWidget } from '../../factories/widgets.js';
import { eventsOf } from '../../support/event-rows.js';
import { FakeClock } from '../../support/fake-clock.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

const TASK: NewTask = { content: 'Write', priority: 3, labels: [], repeatFrom: 'schedule' };
const DAILY: NewTask = { ...TASK, rrule: 'FREQ=DAILY', dueDate: '2026-03-02' };

let app: TestApp;
let tasks: TasksService;
let progress: TaskProgressService;
let person: Person;
let actor: Actor;
let widgetId: string;

beforeAll(async () => {
  app = await startTestApp({ clock: new FakeClock('2026-03-02T07:30:00Z'), env: { ROLE: 'api' } });
  tasks = app.app.get(TasksService, { strict: false });
  progress = app.app.get(TaskProgressService, { strict: false });
});

beforeEach(async () => {
  person = await signUp(app);
  actor = await actorOf(app, person);
  widgetId = (await addWidget(person)).id;
});

afterAll(() => app.close());

const query = <Row>(sql: string, values: unknown[]): Promise<Row[]> =>
  app.app.get(DataSource).query(sql, values);
const typesOf = async (type?: string): Promise<string[]> =>
  (await eventsOf(app, person.id, type))
    .map((event) => event.type)
    .filter((name) => name.startsWith('task.'));

describe('requests at once', () => {
  it.each(['complete', 'skip'] as const)('%s one occurrence once', async (verb) => {
    const { id } = await tasks.create(actor, widgetId, DAILY);

    const answers = await Promise.all(Array.from({ length: 8 }, () => progress[verb](actor, id)));

    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(answers[0]).toMatchObject({ version: 2, nextOccurrence: { date: '2026-03-03' } });
    const settled = await query('SELECT occurrence::text FROM task_settlements WHERE task_id = $1', [id]);
    expect(settled).toEqual([{ occurrence: '2026-03-02' }]);
    expect(await typesOf()).toHaveLength(2);
  });

  it('complete and reopen a task in one order or the other, and end in a state that both allow', async () => {
    const { id } = await tasks.create(actor, widgetId, DAILY);
    await progress.complete(actor, id);

    await Promise.all([progress.reopen(actor, id), progress.complete(actor, id), progress.reopen(actor, id)]);

    const { nextOccurrence } = await tasks.get(actor, id);
    const settled = await query('SELECT FROM task_settlements WHERE task_id = $1', [id]);
    expect([nextOccurrence?.date, settled.length]).toEqual(
      settled.length === 0 ? ['2026-03-02', 0] : ['2026-03-03', 1],
    );
  });

  it('change one version once', async () => {
    const { id } = await tasks.create(actor, widgetId, TASK);

    const outcomes = await Promise.allSettled(
      [1, 2, 3, 4].map((priority) => tasks.update(actor, id, { priority, content: 'Read' }, 1)),
    );

    const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(refused.map(({ reason }: PromiseRejectedResult) => reason as unknown)).toEqual(
      Array(3).fill(expect.any(StaleVersionError)),
    );
  });

  it('make one task of one id', async () => {
    const id = '01980c3e-7a10-7cc3-98a5-3f0c2b9d4e99';

    const made = await Promise.allSettled([1, 2].map(() => tasks.create(actor, widgetId, { ...TASK, id })));

    expect(made.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await typesOf('task.created.v1')).toHaveLength(1);
  });
});

describe('a change that is rolled back', () => {
  it('leaves neither the change nor its event', async () => {
    const { id } = await tasks.create(actor, widgetId, DAILY);
    const work = app.app.get(UnitOfWork, { strict: false }).run(async () => {
      await progress.complete(actor, id);
      throw new Error('no');
    });

    await expect(work).rejects.toThrow('no');
    expect((await tasks.get(actor, id)).nextOccurrence?.date).toBe('2026-03-02');
    expect(await query('SELECT FROM task_settlements WHERE task_id = $1', [id])).toEqual([]);
    expect(await typesOf()).toEqual(['task.created.v1']);
  });
});

describe('a widget that is full', () => {
  const fill = (id: string): Promise<unknown> =>
    query(
      `INSERT INTO tasks (id, user_id, widget_id, content, priority, labels, repeat_from, is_done, next_due_on,
         next_due_minute, version, created_at, updated_at)
       SELECT gen_random_uuid(), $1, $2, 'x', 3, '{}', 'schedule', false, 'infinity', 1440, 1, now(), now()
       FROM generate_series(1, 10000)`,
      [person.id, id],
    );

  it('takes no task more, neither a new one nor one from elsewhere', async () => {
    const elsewhere = await addWidget(person);
    const { id } = await tasks.create(actor, elsewhere.id, TASK);
    await fill(widgetId);

    await expect(tasks.create(actor, widgetId, TASK)).rejects.toThrow(TaskLimitReached);
    await expect(tasks.update(actor, id, { widgetId })).rejects.toThrow(TaskLimitReached);
    expect((await tasks.get(actor, id)).widgetId).toBe(elsewhere.id);
  });
});

describe('tasks', () => {
  it('go with the account', async () => {
    const { id } = await tasks.create(actor, widgetId, DAILY);
    await progress.complete(actor, id);

    await eraseAccount(app, person);

    expect(await query('SELECT FROM tasks WHERE id = $1', [id])).toEqual([]);
    expect(await query('SELECT FROM task_settlements WHERE task_id = $1', [id])).toEqual([]);
  });
});
