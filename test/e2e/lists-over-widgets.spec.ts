import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { addAlarm } from '../factories/alarms.js';
import { addEvent } from '../factories/calendars.js';
import { addTask } from '../factories/tasks.js';
import { addTracker } from '../factories/trackers.js';
import { signUp, type Person } from '../factories/users.js';
import { addWidget } from '../factories/widgets.js';
import { FakeClock } from '../support/fake-clock.js';
import { statementsDuring } from '../support/statement-count.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let clock: FakeClock;
let person: Person;

beforeAll(async () => {
  // A Monday, ten in the morning in Berlin.
  clock = new FakeClock('2026-03-02T09:00:00Z');
  app = await startTestApp({ clock, env: { ROLE: 'api', JWT_ACCESS_TTL: '86400' } });
});

beforeEach(async () => {
  person = await signUp(app);
});

afterAll(() => app.close());

interface Row {
  readonly id: string;
  readonly widgetId: string;
}

async function addSearch(widgetId: string, query: string): Promise<Row> {
  return (await person.api.post<Row>(`/widgets/${widgetId}/searches`, { query })).data;
}

/** Each kind of list, with what adds a row of it to a widget. */
const LISTS = [
  ['/alarms', 'alarm', (widgetId: string, i: number) => addAlarm(person, { widgetId, title: `A ${i}` })],
  ['/trackers', 'tracker', (widgetId: string, i: number) => addTracker(person, { widgetId, name: `T ${i}` })],
  ['/searches', 'websearch', (widgetId: string, i: number) => addSearch(widgetId, `query ${i}`)],
] as const;

describe.each(LISTS)('%s', (path, type, add) => {
  it('has the rows of all widgets with their widgets, in pages, as they were added', async () => {
    const widgets = [await addWidget(person, { type }), await addWidget(person, { type })];
    const added: Row[] = [];
    for (let i = 0; i < 5; i += 1) {
      clock.advance(1_000);
      added.push(await add(widgets[i % 2]!.id, i));
    }

    const rows: Row[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: Awaited<ReturnType<typeof person.api.get<Row[]>>> = await person.api.get<Row[]>(
        `${path}?limit=2${cursor && `&cursor=${cursor}`}`,
      );
      rows.push(...page.data);
      cursor = page.meta.pagination?.nextCursor ?? null;
    }

    expect(rows).toMatchObject(added.map(({ id, widgetId }) => ({ id, widgetId })));
    expect(new Set(rows.map(({ widgetId }) => widgetId)).size).toBe(2);
  });

  it("leaves out other people's rows, and what is below deleted widgets", async () => {
    const [kept, deleted] = [await addWidget(person, { type }), await addWidget(person, { type })];
    await add(kept.id, 1);
    await add(deleted.id, 2);
    await person.api.delete(`/widgets/${deleted.id}`);
    const { api } = await signUp(app);

    expect((await person.api.get<Row[]>(path)).data).toMatchObject([{ widgetId: kept.id }]);
    expect((await api.get(path)).data).toEqual([]);
    expect((await person.api.refused('GET', `${path}?colour=red`)).status).toBe(400);
  });

  it('costs the same for one row and for many widgets', async () => {
    await add((await addWidget(person, { type })).id, 0);
    const list = (): Promise<unknown> => person.api.get(path);
    await list();
    const few = await statementsDuring(app.databaseUrl, list);
    for (let i = 0; i < 3; i += 1) await add((await addWidget(person, { type })).id, i);

    expect(await statementsDuring(app.databaseUrl, list)).toBe(few);
    // Who asks is the other one.
    expect(few).toBe(2);
  });
});

it('alarms can be narrowed to those that are on, trackers to a kind', async () => {
  const on = await addAlarm(person);
  const off = await addAlarm(person, { isActive: false });
  const mood = await addTracker(person, { kind: 'scale', name: 'Mood' });
  await addTracker(person);
  const ids = async (path: string): Promise<string[]> =>
    (await person.api.get<Row[]>(path)).data.map(({ id }) => id);

  expect(await ids('/alarms?isActive=true')).toEqual([on.id]);
  expect(await ids('/alarms?isActive=false')).toEqual([off.id]);
  expect(await ids('/trackers?kind=scale')).toEqual([mood.id]);
  expect((await person.api.refused('GET', '/alarms?isActive=maybe')).status).toBe(422);
});

it('searches have the state of their latest summary', async () => {
  const { id: widgetId } = await addWidget(person, { type: 'websearch' });
  const search = await addSearch(widgetId, 'tides');
  const database = app.app.get(DataSource);
  await database.query('DELETE FROM summaries WHERE search_id = $1', [search.id]);
  expect((await person.api.get('/searches')).data).toMatchObject([{ id: search.id, latestSummary: null }]);

  await database.query(
    `INSERT INTO summaries (id, user_id, search_id, status, content, citations, skipped, unsupported, contradictions,
       error, created_at, finished_at)
     VALUES (gen_random_uuid(), $1, $2, 'done', 'High at noon.', '[]', '[]', '[]', '[]', NULL, '2026-03-01T08:00Z', '2026-03-01T08:01Z'),
       (gen_random_uuid(), $1, $2, 'failed', NULL, '[]', '[]', '[]', '[]', '{"code":"x","message":"y"}', '2026-03-02T08:00Z', '2026-03-02T08:01Z')`,
    [person.id, search.id],
  );

  expect((await person.api.get('/searches')).data).toEqual([
    {
      ...search,
      latestSummary: {
        id: expect.any(String),
        status: 'failed',
        error: { code: 'x', message: 'y' },
        createdAt: '2026-03-02T08:00:00.000Z',
        finishedAt: '2026-03-02T08:01:00.000Z',
      },
    },
  ]);
});

describe('/calendar-events', () => {
  const SPAN = 'from=2026-03-02&before=2026-03-04';

  it('has the occurrences of all calendars in a span, with their widgets, in pages', async () => {
    const choir = await addEvent(person, { rrule: 'FREQ=DAILY' });
    const dentist = await addEvent(person, { title: 'Dentist', start: '2026-03-02T10:00' });
    await addEvent(person, { title: 'Later', start: '2026-03-04T00:00' });
    const gone = await addEvent(person, { title: 'Gone' });
    await person.api.delete(`/widgets/${gone.widgetId}`);

    const first = await person.api.get<object[]>(`/calendar-events?${SPAN}&limit=2`);
    const cursor = first.meta.pagination?.nextCursor ?? '';
    const second = await person.api.get<object[]>(`/calendar-events?${SPAN}&limit=2&cursor=${cursor}`);

    expect([...first.data, ...second.data]).toMatchObject([
      { eventId: dentist.id, widgetId: dentist.widgetId, title: 'Dentist' },
      { eventId: choir.id, widgetId: choir.widgetId, recurrenceId: '2026-03-02T19:30' },
      { eventId: choir.id, widgetId: choir.widgetId, recurrenceId: '2026-03-03T19:30' },
    ]);
    expect(second.meta).toMatchObject({ truncated: false, pagination: { hasMore: false } });
  });

  it('is of the user alone, for one statement', async () => {
    await addEvent(person);
    await addEvent(person);
    const other = await signUp(app);
    const list = (): Promise<unknown> => person.api.get(`/calendar-events?${SPAN}`);
    await list();

    expect((await other.api.get(`/calendar-events?${SPAN}`)).data).toEqual([]);
    expect(await statementsDuring(app.databaseUrl, list)).toBe(2);
  });

  it.each([
    ['before', 'from=2026-03-02&before=2026-03-02'],
    ['before', 'from=2026-03-02&before=2027-06-01'],
    ['from', 'from=soon'],
  ])('names a wrong %s: %s', async (field, query) => {
    const refusal = await person.api.refused('GET', `/calendar-events?${query}`);

    expect([refusal.status, refusal.details.map((detail) => detail.field)]).toEqual([422, [field]]);
  });
});

describe('/widgets?include=data', () => {
  it('gives each widget what its data says today, for one more statement', async () => {
    const { id: todoId } = await addWidget(person);
    await addTask(person, todoId, { dueDate: '2026-03-02' });
    await addAlarm(person);
    await addTracker(person);
    await addEvent(person, { start: '2026-03-02T12:00' });
    for (const type of ['websearch', 'notes', 'weather']) await addWidget(person, { type });
    interface Listed {
      readonly id: string;
      readonly data?: unknown;
    }
    const list = async (): Promise<Listed[]> =>
      (await person.api.get<Listed[]>('/widgets?include=data')).data;
    await list();

    const rows = await list();

    expect(rows).toHaveLength(7);
    for (const { id, data } of rows) expect(data).toEqual((await person.api.get(`/widgets/${id}/data`)).data);
    expect(await statementsDuring(app.databaseUrl, list)).toBe(3);
    const plain = (await person.api.get<Listed[]>('/widgets')).data;
    expect(plain.map((row) => 'data' in row)).toEqual(rows.map(() => false));
  });

  it.each(['include=tasks', 'include=', 'include=data&include=data', 'includes=data'])(
    'refuses %s',
    async (query) => {
      const { status } = await person.api.refused('GET', `/widgets?${query}`);

      expect([400, 422]).toContain(status);
    },
  );
});
