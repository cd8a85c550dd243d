import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { signUp, type Person } from '../factories/users.js';
import { addWidget } from '../factories/widgets.js';
import { ApiClient } from '../support/api-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const ROOM = 3;
const AT_ONCE = 12;

interface Limited {
  readonly what: string;
  readonly widgetType: string;
  readonly most: number;
  readonly table: string;
  readonly path: (widgetId: string) => string;
  readonly body: object;
  readonly code: string;
  /** Columns, beside the id, that no two rows of a widget may share. */
  readonly unique?: readonly string[];
}

const LIMITED: readonly Limited[] = [
  {
    what: 'widgets of a user',
    widgetType: 'todo',
    most: 500,
    table: 'widgets',
    path: () => '/widgets',
    body: { type: 'todo', title: 'Home' },
    code: 'widget_limit_reached',
  },
  {
    what: 'tasks',
    widgetType: 'todo',
    most: 10_000,
    table: 'tasks',
    path: (id) => `/widgets/${id}/tasks`,
    body: { content: 'Water the plants' },
    code: 'task_limit_reached',
  },
  {
    what: 'notes',
    widgetType: 'notes',
    most: 500,
    table: 'notes',
    path: (id) => `/widgets/${id}/notes`,
    body: { body: 'Bread' },
    code: 'note_limit_reached',
  },
  {
    what: 'alarms',
    widgetType: 'alarm',
    most: 100,
    table: 'alarms',
    path: (id) => `/widgets/${id}/alarms`,
    body: { title: 'Wake up', times: ['06:45'] },
    code: 'alarm_limit_reached',
  },
  {
    what: 'trackers',
    widgetType: 'tracker',
    most: 100,
    table: 'trackers',
    path: (id) => `/widgets/${id}/trackers`,
    body: { name: 'Run', kind: 'habit' },
    code: 'tracker_limit_reached',
  },
  {
    what: 'searches',
    widgetType: 'websearch',
    most: 20,
    table: 'searches',
    path: (id) => `/widgets/${id}/searches`,
    body: { query: 'sourdough' },
    code: 'search_limit_reached',
  },
  {
    what: 'events',
    widgetType: 'calendar',
    most: 10_000,
    table: 'calendar_events',
    path: (id) => `/widgets/${id}/events`,
    body: { title: 'Choir', start: '2027-01-05T19:30' },
    code: 'calendar_event_limit_reached',
    unique: ['uid'],
  },
];

describe('limits on how many there may be', () => {
  let processes: readonly [TestApp, TestApp];

  beforeAll(async () => {
    const first = await startTestApp({ env: { ROLE: 'api' } });
    const second = await startTestApp({ env: { ROLE: 'api' }, databaseUrl: first.databaseUrl });
    processes = [first, second];
  });

  afterAll(async () => {
    for (const app of processes.toReversed()) await app.close();
  });

  const query = (sql: string, values: unknown[]): Promise<unknown> =>
    processes[0].app.get(DataSource).query(sql, values);

  /** Adds things on both processes at the same moment; how often each answer came. */
  async function addAtOnce({ tokens }: Person, ask: (i: number) => { path: string; body: object }) {
    const answers = await Promise.all(
      Array.from({ length: AT_ONCE }, async (_, i) => {
        const { path, body } = ask(i);
        const api = new ApiClient(processes[i % 2]!.url, tokens.accessToken);
        const answer = await api.ask('POST', path, { body });
        return 'code' in answer ? answer.code : answer.status;
      }),
    );
    return Object.fromEntries(
      [...new Set(answers)].map((answer) => [answer, answers.filter((one) => one === answer).length]),
    );
  }

  it.each(LIMITED)('are exact for $what, also when they are added at once', async (limited) => {
    const { widgetType, most, table, path, body, code, unique = [] } = limited;
    const person = await signUp(processes[0]);
    const { id: widgetId } = await addWidget(person, { type: widgetType });
    const isWidget = table === 'widgets';
    const { id } = isWidget
      ? { id: widgetId }
      : (await person.api.post<{ id: string }>(path(widgetId), body)).data;
    const fresh = ['id', ...unique].map((column) => `'${column}', gen_random_uuid()`).join(', ');
    await query(
      `INSERT INTO ${table} SELECT copy.* FROM ${table} t, generate_series(1, $2::int) i,
         jsonb_populate_record(t, jsonb_build_object(${fresh}, 'created_at', t.created_at + i * interval '1 ms')) copy
       WHERE t.id = $1`,
      [id, most - ROOM - 1],
    );

    const outcomes = await addAtOnce(person, () => ({ path: path(widgetId), body }));

    expect(outcomes).toEqual({ 201: ROOM, [code]: AT_ONCE - ROOM });
  });

  it('are exact for the entries of all trackers of a widget', async () => {
    const person = await signUp(processes[0]);
    const { id: widgetId } = await addWidget(person, { type: 'tracker' });
    const add = async (name: string): Promise<string> =>
      (await person.api.post<{ id: string }>(`/widgets/${widgetId}/trackers`, { name, kind: 'number' })).data
        .id;
    const ids = [await add('Weight'), await add('Sleep'), await add('Water')];
    await query('UPDATE trackers SET entry_count = $2 WHERE id = $1', [ids[0], 100_000 - ROOM]);

    const outcomes = await addAtOnce(person, (i) => ({
      path: `/trackers/${ids[1 + (Math.floor(i / 2) % 2)]!}/entries`,
      body: { value: 70 },
    }));

    expect(outcomes).toEqual({ 201: ROOM, tracker_entry_limit_reached: AT_ONCE - ROOM });
  });
});
