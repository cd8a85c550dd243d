import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import pg from 'pg';
import type { WidgetTypeResponse } from '../../src/modules/widgets/widget-types.dto.js';
import { WIDGET_SIZES, type WidgetType } from '../../src/modules/widgets/widget-type.contract.js';
import { WidgetTypeRegistry } from '../../src/modules/widgets/widget-type.registry.js';
import { signUp, type Person } from '../factories/users.js';
import { addWidget } from '../factories/widgets.js';
import { FakeClock } from '../support/fake-clock.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { ApiDocument } from './openapi/document.js';
import { Schemas } from './openapi/schemas.js';

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

/** Where a type is tried. */
export interface TypeWorld {
  /** Somebody in UTC. */
  readonly person: Person;
  readonly database: pg.Client;
  /** The local date of all of it; it is ten in the morning. */
  readonly today: string;
}

/** Puts something into a widget that it shows, and that calls for attention. */
export type FillWidget = (world: TypeWorld, widgetId: string) => Promise<unknown>;

/** What holds for every type of widgets; `changesAt` is at which time of the day what `fill` made changes by itself. */
export function describeWidgetType(
  key: string,
  fill: FillWidget,
  { changesAt = null }: { changesAt?: string | null } = {},
): void {
  describe(`the type ${key}`, () => {
    let app: TestApp;
    let database: pg.Client;
    let person: Person;
    let type: WidgetType;
    let empty: string;
    let filled: string;
    let others: string[];

    beforeAll(async () => {
      app = await startTestApp({ clock: new FakeClock(`${TODAY}T10:00:00Z`), env: { ROLE: 'api' } });
      database = new pg.Client({ connectionString: app.databaseUrl });
      await database.connect();
      person = await signUp(app, { timeZone: 'UTC' });
      const registry = app.app.get(WidgetTypeRegistry, { strict: false });
      type = registry.require(key);
      empty = (await addWidget(person, { type: key })).id;
      filled = (await addWidget(person, { type: key })).id;
      await fill({ person, database, today: TODAY }, filled);
      others = [];
      for (const other of registry.all())
        if (other.key !== key) others.push((await addWidget(person, { type: other.key })).id);
    });

    afterAll(async () => {
      await database.end();
      await app.close();
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

    it('shows what the OpenAPI document says, field by field', async () => {
      const schemas = new Schemas(ApiDocument.read());
      const documented = { $ref: `#/components/schemas/${type.dataResponse.name}` };

      for (const { data } of await fragment(type.data, [empty, filled]))
        expect(schemas.problems(documented, data)).toEqual([]);
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
      'has %s that stays the same while nothing changes: all day, or until and from the time of a change',
      async (part) => {
        const at = (time: string): Promise<Row[]> =>
          fragment(type[part], [empty, filled], `${TODAY}T${time}Z`);

        let before = await at('00:00:00');

        expect(before).not.toEqual([]);
        for (const time of ['11:59:59', '12:00:00', '12:00:01', '23:59:59']) {
          const now = await at(time);
          if (time === changesAt) expect(now).not.toEqual(before);
          else expect(now).toEqual(before);
          before = now;
        }
      },
    );

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
  });
}

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
