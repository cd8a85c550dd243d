import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import pg from 'pg';
import type { WidgetTypeResponse } from '../../src/modules/widgets/widget-types.dto.js';
import { parseLocalDate } from '../../src/common/time/local-date.js';
import {
  WIDGET_SIZES,
  type AttentionRow,
  type WidgetType,
} from '../../src/modules/widgets/widget-type.contract.js';
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
  is_empty: 'boolean',
  is_over: 'boolean',
  is_ahead: 'boolean',
  due: 'integer',
  overdue: 'integer',
  top_priority: 'integer',
  soon_on: 'date',
  streak_at_risk: 'integer',
  filled_at: 'timestamp with time zone',
  changes_at: 'timestamp with time zone',
  facts: 'json',
};
const HOURS = [
  '00:00:00',
  '06:59:30',
  '09:59:59',
  '11:59:59',
  '12:00:00',
  '14:30:01',
  '17:59:59',
  '18:00:00',
  '23:59:59',
];

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

/** What holds for every type of widgets. */
export function describeWidgetType(key: string, fill: FillWidget): void {
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

    it('says of each of its widgets how it stands, and of an empty one that it is empty', async () => {
      const rows = await fragment(type.attention, [empty, filled, ...others]);

      expect(rows.map((row) => [row.widget_id, row.is_empty])).toEqual(
        [
          [empty, true],
          [filled, false],
        ].sort(),
      );
      expect(rows.find((row) => row.widget_id === empty)).toMatchObject({
        is_over: false,
        is_ahead: false,
        due: 0,
        overdue: 0,
        changes_at: null,
      });
    });

    it('has a line to say about each of its widgets, and what to do about an empty one', async () => {
      const moment = {
        date: parseLocalDate(TODAY),
        now: new Date(`${TODAY}T10:00:00Z`),
        timeZone: 'UTC',
        dayStart: '00:00',
      };
      const rows = await fragment(type.attention, [empty, filled]);
      const lineOf = (id: string): string =>
        type.describe(rows.find((row) => row.widget_id === id)?.facts, moment).description;

      expect(lineOf(empty)).toMatch(/^(Add|Set|Write) [a-z ]+$/);
      expect(lineOf(filled)).toMatch(/^[“\p{L}\p{N}-].{4,159}$/u);
      expect(lineOf(filled)).not.toBe(lineOf(empty));
    });

    it('gives the columns that boards read', async () => {
      expect(await columnsOf(type.data)).toEqual({ widget_id: 'uuid', data: 'json' });
      expect(await columnsOf(type.attention)).toEqual(ATTENTION);
    });

    it('stays the same until the moment that it names, while nothing is changed', async () => {
      let until: Date | null = null;
      let before: unknown;
      for (const hour of HOURS) {
        const now = `${TODAY}T${hour}Z`;
        const rows = await fragment(type.attention, [empty, filled], now);
        const seen = [
          rows.map((row) => ({ ...row, changes_at: null })),
          await fragment(type.data, [empty, filled], now),
        ];

        if (before !== undefined && (until === null || new Date(now) < until)) expect(seen).toEqual(before);
        until = rows
          .map((row) => row.changes_at)
          .reduce((a, b) => (a === null || (b !== null && b < a) ? b : a));
        if (until !== null) expect(until.getTime()).toBeGreaterThan(new Date(now).getTime());
        before = seen;
      }
    });

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

type Row = AttentionRow & { readonly data?: unknown };

function dataOf(rows: readonly Row[], widgetId: string): unknown {
  return rows.find((row) => row.widget_id === widgetId)?.data;
}

/** A fragment as a board asks it, for these widgets on one day. */
function around(sql: string): string {
  return `WITH day (user_id, date, starts_at, ends_at, now, evening_at, day_starts) AS (
      SELECT $1::uuid, $3::date, $3::date::timestamp AT TIME ZONE 'UTC', ($3::date + 1)::timestamp AT TIME ZONE 'UTC',
        $4::timestamptz, ($3::date + time '18:00') AT TIME ZONE 'UTC',
        ARRAY(SELECT ($3::date + n)::timestamp AT TIME ZONE 'UTC' FROM generate_series(0, 8) n)
    ),
    asked (widget_id, type, settings) AS MATERIALIZED (
      SELECT id, type, settings FROM widgets WHERE user_id = $1 AND id = ANY ($2)
    )
    SELECT * FROM (${sql}) AS fragment ORDER BY widget_id`;
}
