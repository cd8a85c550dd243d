import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { HandOutMorningsJob } from '../../src/modules/dashboard/mornings/hand-out-mornings.job.js';
import { MakeBoardsJob } from '../../src/modules/dashboard/mornings/make-boards.job.js';
import { until } from '../acceptance/until.js';
import { signUp, type Person } from '../factories/users.js';
import { addWidget } from '../factories/widgets.js';
import { FakeClock } from '../support/fake-clock.js';
import { statementsDuring } from '../support/statement-count.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

interface Made {
  date: string;
  madeAt: string;
  daypart: string;
}

const EVENING = '2026-03-02T09:30:00Z';
const CONTEXT = { attempt: 1, isLast: true, signal: new AbortController().signal };

let clock: FakeClock;
let worker: TestApp;
/** Another process on the same database. */
let api: TestApp;
/** Alone on its database, where nothing but what is asked of it is counted. */
let quiet: TestApp;

beforeAll(async () => {
  clock = new FakeClock(EVENING);
  const env = { JWT_ACCESS_TTL: '86400' };
  worker = await startTestApp({ clock, env });
  api = await startTestApp({ clock, env: { ...env, ROLE: 'api' }, databaseUrl: worker.databaseUrl });
  quiet = await startTestApp({ clock, env: { ...env, ROLE: 'api' } });
});

afterAll(async () => {
  await quiet.close();
  await api.close();
  await worker.close();
});

beforeEach(() => {
  clock.set(EVENING);
});

async function query<Row>(sql: string, values: unknown[], { app } = worker): Promise<Row[]> {
  return app.get(DataSource).query<Row[]>(sql, values);
}

const made = ({ id }: Person, on = worker): Promise<Made[]> =>
  query<Made>(
    `SELECT date::text, to_json(generated_at) #>> '{}' AS "madeAt", state->>'daypart' AS daypart
     FROM daily_boards WHERE user_id = $1 ORDER BY date`,
    [id],
    on,
  );

const dates = async (person: Person, on = worker): Promise<string[]> =>
  (await made(person, on)).map(({ date }) => date);

const dueAt = async ({ id }: Person): Promise<Date | undefined> =>
  (await query<{ at: Date }>('SELECT due_at AS at FROM board_mornings WHERE user_id = $1', [id]))[0]?.at;

async function reader(timeZone: string, on = api): Promise<Person> {
  const person = await signUp(on, { timeZone });
  await addWidget(person);
  await person.api.get('/dashboard/today');
  return person;
}

/** What every process does each quarter of an hour. */
const handOut = (process = worker): Promise<void> =>
  process.app.get(HandOutMorningsJob, { strict: false }).perform({ occurrence: '' }, CONTEXT);

const makeBoards = (...people: Person[]): Promise<void> =>
  worker.app.get(MakeBoardsJob, { strict: false }).perform({ userIds: people.map(({ id }) => id) }, CONTEXT);

describe('the board of the next day', () => {
  it('is made before the morning by the clock of each user', async () => {
    const east = await reader('Pacific/Kiritimati');
    const west = await reader('Pacific/Pago_Pago');
    const berlin = await reader('Europe/Berlin');

    clock.set('2026-03-02T15:45:00Z');
    await handOut();
    expect(
      await until(
        () => dates(east),
        ({ length }) => length > 1,
      ),
    ).toEqual(['2026-03-02', '2026-03-03']);
    clock.set('2026-03-02T16:45:00Z');
    await handOut();
    expect(
      await until(
        () => dates(west),
        ({ length }) => length > 1,
      ),
    ).toEqual(['2026-03-01', '2026-03-02']);
    expect(await dates(berlin)).toEqual(['2026-03-02']);
    clock.set('2026-03-03T04:45:00Z');
    await handOut();

    expect(
      await until(
        () => dates(berlin),
        ({ length }) => length > 1,
      ),
    ).toEqual(['2026-03-02', '2026-03-03']);
  });

  it('is made at three statements at most, and is the one that the user reads, at one', async () => {
    const person = await reader('Europe/Berlin', quiet);
    const job = quiet.app.get(MakeBoardsJob, { strict: false });
    clock.set('2026-03-03T04:45:00Z');

    const making = await statementsDuring(quiet.databaseUrl, () =>
      job.perform({ userIds: [person.id] }, CONTEXT),
    );
    const stored = await made(person, quiet);
    clock.set('2026-03-03T07:00:00Z');
    let board: { generatedAt: string; date: string } | undefined;
    const reading = await statementsDuring(quiet.databaseUrl, async () => {
      board = (await person.api.get<{ generatedAt: string; date: string }>('/dashboard/today')).data;
    });

    expect(stored.at(-1)).toMatchObject({ date: '2026-03-03', daypart: 'morning' });
    expect(board).toMatchObject({ date: '2026-03-03', generatedAt: '2026-03-03T04:45:00.000Z' });
    expect([making, reading]).toEqual([3, 1]);
  });

  it('is one, whatever number of processes look and however often a job runs', async () => {
    const people = await Promise.all(Array.from({ length: 25 }, () => reader('Europe/Berlin')));
    clock.set('2026-03-03T05:00:00Z');

    await Promise.all([handOut(worker), handOut(api), handOut(worker)]);
    await until(
      async () =>
        (await Promise.all(people.map((person) => dates(person)))).every(({ length }) => length === 2),
      (isDone) => isDone,
    );
    await Promise.all([makeBoards(...people), makeBoards(...people)]);

    const told = await query<{ n: string }>(
      `SELECT count(*) AS n FROM events
       WHERE type = 'dashboard.generated.v1' AND payload->>'date' = '2026-03-03' AND user_id = ANY ($1)`,
      [people.map(({ id }) => id)],
    );
    expect(told).toEqual([{ n: '25' }]);
  });

  it('is handed out once, and then for the day after', async () => {
    const person = await reader('Europe/Berlin');
    const first = await dueAt(person);
    clock.set('2026-03-03T05:00:00Z');

    await handOut(api);

    expect((await dueAt(person))?.getTime()).toBe((first?.getTime() ?? 0) + 86_400_000);
  });

  it('is not made for an account that is closed, nor for who stayed away', async () => {
    const closed = await reader('Europe/Berlin');
    const away = await reader('Europe/Berlin');
    await query('UPDATE users SET is_active = false WHERE id = $1', [closed.id]);
    await query(`UPDATE sessions SET last_used_at = '2026-02-16T05:00:00Z' WHERE user_id = $1`, [away.id]);
    clock.set('2026-03-03T05:00:01Z');

    await handOut();
    await makeBoards(closed);

    expect([await dueAt(closed), await dueAt(away)]).toEqual([undefined, undefined]);
    expect(await dates(closed)).toEqual(['2026-03-02']);
  });

  it('follows a user to another zone, where the day has begun already', async () => {
    const person = await reader('Pacific/Pago_Pago');
    clock.set('2026-03-02T15:55:00Z');

    await person.api.patch('/users/me', { timeZone: 'Pacific/Kiritimati' });
    await until(
      () => dueAt(person),
      (at) => (at?.getTime() ?? Infinity) <= clock.now().getTime(),
    );
    await handOut();

    expect(
      await until(
        () => dates(person),
        ({ length }) => length > 1,
      ),
    ).toEqual(['2026-03-01', '2026-03-03']);
  });
});
