import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../src/common/auth/actor.js';
import { WidgetDataService } from '../../src/modules/widgets/widget-data.service.js';
import { addTask } from '../factories/tasks.js';
import { signUp, type Person } from '../factories/users.js';
import { addWidget } from '../factories/widgets.js';
import { RedisServer } from '../medium/jobs/redis-server.js';
import { FakeClock } from '../support/fake-clock.js';
import { describeWithRedis } from '../support/redis.js';
import { statementsDuring } from '../support/statement-count.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

interface TodoData {
  counts: { open: number };
}

let app: TestApp;
let clock: FakeClock;
let person: Person;

beforeAll(async () => {
  clock = new FakeClock('2026-03-02T10:00:00Z');
  app = await startTestApp({ clock, env: { ROLE: 'api', JWT_ACCESS_TTL: '86400' } });
  person = await signUp(app, { timeZone: 'UTC' });
});

afterAll(() => app.close());

const open = async (id: string, who = person): Promise<number> =>
  (await who.api.get<TodoData>(`/widgets/${id}/data`)).data.counts.open;

describe('what a widget shows', () => {
  it('is loaded once for a hundred who ask at once, and not again for the next', async () => {
    const { id } = await addWidget(person);
    const service = app.app.get(WidgetDataService, { strict: false });
    const actor = { id: person.id, timeZone: 'UTC', dayStart: '00:00', dataVersion: 1_000 } as Actor;
    const read = async (): Promise<string> => (await service.read(actor, id)).text;

    const first = await statementsDuring(app.databaseUrl, async () => {
      const texts = await Promise.all(Array.from({ length: 100 }, read));
      expect(new Set(texts).size).toBe(1);
    });
    const second = await statementsDuring(app.databaseUrl, read);

    expect([first, second]).toEqual([1, 0]);
  });

  it('costs a request what finding out who asks costs', async () => {
    const { id } = await addWidget(person);

    const first = await statementsDuring(app.databaseUrl, () => open(id));
    const second = await statementsDuring(app.databaseUrl, () => open(id));

    expect(first - second).toBe(1);
  });

  it("is never out of date after the user's own change", async () => {
    const { id } = await addWidget(person);
    const seen = [await open(id)];

    for (let i = 0; i < 5; i++) {
      const task = await addTask(person, id);
      seen.push(await open(id));
      await person.api.post(`/tasks/${task.id}/complete`);
      seen.push(await open(id));
    }

    expect(seen).toEqual([0, ...Array.from({ length: 5 }, () => [1, 0]).flat()]);
  });

  it('is of the day that is asked for', async () => {
    const { id } = await addWidget(person);
    await addTask(person, id, { dueDate: '2026-03-02' });
    const late = async (): Promise<unknown> =>
      (await person.api.get<{ counts: object }>(`/widgets/${id}/data`)).data.counts;
    const before = await late();

    clock.set('2026-03-03T09:00:00Z');
    const after = await late();
    clock.set('2026-03-02T10:00:00Z');

    expect(after).not.toEqual(before);
  });

  it('is gone with the widget, and was never there for others', async () => {
    const other = await signUp(app);
    const { id } = await addWidget(person);
    await open(id);

    const ofOther = await other.api.raw('GET', `/widgets/${id}/data`);
    await person.api.delete(`/widgets/${id}`);
    const afterwards = await person.api.raw('GET', `/widgets/${id}/data`);

    expect([ofOther.status, afterwards.status]).toEqual([404, 404]);
  });
});

describeWithRedis('what a widget shows where Redis', () => {
  let redis: RedisServer;
  let withRedis: TestApp;
  let someone: Person;
  let id: string;

  beforeEach(async () => {
    redis = await RedisServer.start();
    withRedis = await startTestApp({ env: { ROLE: 'api', REDIS_URL: redis.url } });
    someone = await signUp(withRedis);
    ({ id } = await addWidget(someone));
    await addTask(someone, id);
  });

  afterEach(async () => {
    await redis.thaw();
    await withRedis.close();
    await redis.down();
  });

  const answer = (open: number): { status: number; data: object } => ({
    status: 200,
    data: { counts: { open } },
  });
  const read = (): Promise<object> => someone.api.get(`/widgets/${id}/data`);

  it.each<[string, () => Promise<void>, () => Promise<void>]>([
    ['is away', () => redis.down(), () => redis.up()],
    ['hangs', () => redis.freeze(), () => redis.thaw()],
  ])(
    '%s is answered from PostgreSQL, also after a change, and when it is back',
    async (_case, lose, find) => {
      expect(await read()).toMatchObject(answer(1));

      await lose();
      expect(await read()).toMatchObject(answer(1));
      await addTask(someone, id);
      expect(await read()).toMatchObject(answer(2));

      await find();
      await addTask(someone, id);
      expect(await read()).toMatchObject(answer(3));
    },
  );
});
