import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import pg from 'pg';
import type { WidgetTypeResponse } from '../../src/modules/widgets/widget-types.dto.js';
import { WIDGET_SIZES, type WidgetType } from '../../src/modules/widgets/widget-type.contract.js';
import { WidgetTypeRegistry } from '../../src/modules/widgets/widget-type.registry.js';
import { addAlarm } from '../factories/alarms.js';
import { addEvent } from '../factories/calendars.js';
import { addNote } from '../factories/notes.js';
import { addTask } from '../factories/tasks.js';
import { addTracker } from '../factories/trackers.js';
import { signUp, type Person } from '../factories/users.js';
import { addWidget } from '../factories/widgets.js';
import { FakeClock } from '../support/fake-clock.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const FOLDERS = readdirSync('src/modules/widgets/types', { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

const TODAY = '2026-03-02';
const ATTENTION = {
  widget_id: 'uuid',
  due: 'integer',
  overdue: 'integer',
  top_priority: 'integer',
  streak_at_risk: 'integer',
  last_activity_at: 'timestamp with time zone',
  must_show: 'boolean',
};

let app: TestApp;
let database: pg.Client;
let person: Person;

/** Puts something into a widget that it shows, and that calls for attention. */
const FILLED: Readonly<Record<string, (widgetId: string) => Promise<unknown>>> = {
  async todo(widgetId) {
    await addTask(person, widgetId, { dueDate: '2026-02-27', priority: 1 });
    await addTask(person, widgetId, { dueDate: TODAY, dueTime: '12:00', rrule: 'FREQ=DAILY' });
    const { id } = await addTask(person, widgetId, { dueDate: TODAY });
    await person.api.post(`/tasks/${id}/complete`);
  },
  async tracker(widgetId) {
    const { id } = await addTracker(person, { widgetId, startDate: '2026-02-01' });
    for (const day of ['2026-02-28', '2026-03-01'])
      await person.api.post(`/trackers/${id}/entries`, { loggedAt: `${day}T12:00:00Z`, localDate: day });
    await addTracker(person, { widgetId, kind: 'number', initialValue: 90, targetValue: 80 });
  },
  async alarm(widgetId) {
    await addAlarm(person, { widgetId, times: ['07:00', '12:00'] });
    const { id } = await addAlarm(person, { widgetId, rrule: null, startDate: TODAY, times: ['11:00'] });
    await database.query(
      `INSERT INTO alarm_rings (id, alarm_id, occurrence, snooze_number, due_at, fired_at, state)
       VALUES (gen_random_uuid(), $1, $2::timestamptz AT TIME ZONE 'UTC', 0, $2, $2, 'ringing')`,
      [id, `${TODAY}T09:00:00Z`],
    );
  },
  async calendar(widgetId) {
    await addEvent(person, { widgetId, start: `${TODAY}T11:00`, rrule: 'FREQ=DAILY' });
    await addEvent(person, { widgetId, start: TODAY });
  },
  async notes(widgetId) {
    await addNote(person, { widgetId, title: 'Bread', isPinned: true });
    await addNote(person, { widgetId });
  },
  async weather(widgetId) {
    await person.api.patch(`/widgets/${widgetId}`, {
      settings: { place: 'Berlin', latitude: 52.524, longitude: 13.411 },
    });
    await database.query(
      `INSERT INTO weather_places (north, east, version, next_refresh_at, failures, fetched_at, stale_since, current,
         error, hours_from, temperatures, precipitations, probabilities, codes)
       VALUES (5252, 1341, 1, $1, 0, $1, $1, $2, $3, $1, '{4.5,5}', '{0,0.2}', '{0,NULL}', '{3,61}')`,
      [
        `${TODAY}T08:00:00Z`,
        { observedAt: `${TODAY}T08:00:00.000Z`, temperature: 4.5, code: 3, isDay: true },
        { code: 'weather_timeout', message: 'the weather service did not answer in time' },
      ],
    );
  },
  async websearch(widgetId) {
    const { data } = await person.api.post<{ id: string }>(`/widgets/${widgetId}/searches`, {
      query: 'tides',
    });
    await database.query(
      `INSERT INTO summaries (id, user_id, search_id, status, content, citations, unsupported, contradictions, skipped,
         created_at, finished_at)
       VALUES (gen_random_uuid(), $1, $2, 'done', 'Twice a day [1].', '[]', '[]', '[]', '[]', $3, $3)`,
      [person.id, data.id, `${TODAY}T08:00:00Z`],
    );
  },
};

beforeAll(async () => {
  app = await startTestApp({ clock: new FakeClock(`${TODAY}T10:00:00Z`), env: { ROLE: 'api' } });
  database = new pg.Client({ connectionString: app.databaseUrl });
  await database.connect();
  person = await signUp(app, { timeZone: 'UTC' });
});

afterAll(async () => {
  await database.end();
  await app.close();
});

const registry = (): WidgetTypeRegistry => app.app.get(WidgetTypeRegistry, { strict: false });

it('every folder of a type has its line in the manifest, and its name is its key', () => {
  expect(
    registry()
      .all()
      .map(({ key }) => key)
      .sort(),
  ).toEqual([...FOLDERS].sort());
  expect(Object.keys(FILLED).sort()).toEqual([...FOLDERS].sort());
});

it('two types with one key end the start', () => {
  const provider = { instance: { key: 'todo' } };
  const discovery = { getProviders: () => [provider, provider] };

  expect(() => {
    new WidgetTypeRegistry(discovery as never).onModuleInit();
  }).toThrow('two widget types are called todo');
});

describe.each(FOLDERS)('the type %s', (key) => {
  let type: WidgetType;
  let empty: string;
  let filled: string;
  let others: string[];

  beforeAll(async () => {
    type = registry().require(key);
    empty = (await addWidget(person, { type: key })).id;
    filled = (await addWidget(person, { type: key })).id;
    await FILLED[key]!(filled);
    others = await Promise.all(
      FOLDERS.filter((other) => other !== key).map(
        async (other) => (await addWidget(person, { type: other })).id,
      ),
    );
  });

  it('is told to clients, with settings that its own schema and the program allow by default', async () => {
    const { data: types } = await person.api.get<WidgetTypeResponse[]>('/widget-types');
    const told = types.find((one) => one.type === key);
    const { settings } = await addWidget(person, { type: key });

    expect(told).toMatchObject({ name: type.name, about: type.about, limits: type.limits });
    expect(WIDGET_SIZES).toContain(told?.defaultSize);
    const validate = new Ajv2020({ strict: true }).compile(told!.settingsSchema);
    expect([validate(settings), validate.errors]).toEqual([true, null]);
    expect(settings).toEqual({ ...new type.settings() });
    expect(validate({ ...settings, unknown: 1 })).toBe(false);
  });

  it('shows something of each of its widgets that is asked for, of an empty one too, and of no other', async () => {
    const rows = await fragment(type.data, [empty, filled, ...others]);

    expect(rows.map((row) => row.widget_id).sort()).toEqual([empty, filled].sort());
    for (const { data } of rows) expect(data).toEqual(expect.any(Object));
    expect(dataOf(rows, empty)).not.toEqual(dataOf(rows, filled));
    expect(await fragment(type.data, others)).toEqual([]);
  });

  it('gives moments in UTC with a Z', async () => {
    const text = JSON.stringify(await fragment(type.data, [filled]));

    expect(text.match(/"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}[^"]*[+-]\d{2}(:?\d{2})?"/g)).toBeNull();
  });

  it('says what calls for attention, of no widget where nothing does', async () => {
    const rows = await fragment(type.attention, [empty, filled, ...others]);

    expect(rows.map((row) => row.widget_id)).toEqual([filled]);
  });

  it('gives the columns that boards read', async () => {
    expect(await columnsOf(type.data)).toEqual({ widget_id: 'uuid', data: 'json' });
    expect(await columnsOf(type.attention)).toEqual(ATTENTION);
  });

  it.each(['data', 'attention'] as const)(
    'has %s that stays the same all day while nothing changes',
    async (part) => {
      const at = (now: string): Promise<Row[]> => fragment(type[part], [empty, filled], now);

      const morning = await at(`${TODAY}T00:00:00Z`);

      expect(morning).not.toEqual([]);
      for (const time of ['11:59:59', '12:00:01', '23:59:59'])
        expect(await at(`${TODAY}T${time}Z`)).toEqual(morning);
    },
  );
});

interface Row {
  readonly widget_id: string;
  readonly data?: unknown;
}

function dataOf(rows: readonly Row[], widgetId: string): unknown {
  return rows.find((row) => row.widget_id === widgetId)?.data;
}

/** A fragment as a board asks it, for these widgets on one day. */
function around(sql: string): string {
  return `WITH day (user_id, date, starts_at, ends_at, now) AS (
      SELECT $1::uuid, $3::date, $3::date::timestamp AT TIME ZONE 'UTC', ($3::date + 1)::timestamp AT TIME ZONE 'UTC',
        $4::timestamptz
    ),
    asked (widget_id, type, settings) AS MATERIALIZED (
      SELECT id, type, settings FROM widgets WHERE user_id = $1 AND id = ANY ($2)
    )
    SELECT * FROM (${sql}) AS fragment ORDER BY widget_id`;
}

async function fragment(sql: string, ids: readonly string[], now = `${TODAY}T10:00:00Z`): Promise<Row[]> {
  const { rows } = await database.query<Row>(around(sql), [person.id, ids, TODAY, now]);
  return rows;
}

async function columnsOf(sql: string): Promise<Record<string, string>> {
  const { fields } = await database.query(around(sql), [person.id, [], TODAY, TODAY]);
  const { rows } = await database.query<{ name: string }>(
    'SELECT format_type(oid, NULL) AS name FROM unnest($1::oid[]) WITH ORDINALITY AS t (oid, n) ORDER BY n',
    [fields.map(({ dataTypeID }) => dataTypeID)],
  );
  return Object.fromEntries(fields.map(({ name }, i) => [name, rows[i]!.name]));
}
