import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { DataSource } from 'typeorm';
import {
  OF_USER,
  OF_WIDGET,
  SEARCH,
  searchedSql,
} from '../../../src/modules/widgets/types/notes/lists/note-search.js';
import { readNoteQuery, toTsquery } from '../../../src/modules/widgets/types/notes/lists/note-query.js';
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
  readonly 'Rows Removed by Index Recheck'?: number;
  readonly Plans?: readonly Plan[];
}

const USERS = 20;
const EACH = 1_000;
const KEY = ['0', '2026-01-20T00:00:00Z', '01980c3e-7a10-7cc3-98a5-3f0c2b9d4e11'];

let app: TestApp;
let userId: string;
let widgetId: string;

/** Gives each of many users many notes: all with the word bread, one in a hundred with the word rye. */
beforeAll(async () => {
  app = await startTestApp({ env: { ROLE: 'api' } });
  const database = app.app.get(DataSource);
  for (let i = 0; i < USERS; i += 1) {
    const person = await signUp(app);
    userId = person.id;
    widgetId = (await addWidget(person, { type: 'notes' })).id;
    await database.query(
      `INSERT INTO notes (id, user_id, widget_id, title, body, plain, is_pinned, written_at, version, created_at,
         updated_at, search, search_form)
       SELECT n.*, 1, n.written_at, n.written_at,
         ${searchedSql('n.user_id', 'n.plain')}, 1
       FROM (
         SELECT gen_random_uuid(), $1::uuid AS user_id, $2::uuid, NULL AS title, '', 'bread w' || n ||
           CASE WHEN n % 100 = 0 THEN ' rye' ELSE '' END AS plain, n % 100 = 1,
           '2026-01-01'::timestamptz + n * interval '1 hour' AS written_at
         FROM generate_series(1, ${EACH}) n
       ) n`,
      [userId, widgetId],
    );
  }
  await database.query('VACUUM ANALYZE');
});

afterAll(() => app.close());

/** How PostgreSQL runs a statement that it has planned for any values, as it does after a while. */
async function scansOf(text: string, values: readonly (string | null)[]): Promise<Plan[]> {
  const runner = app.app.get(DataSource).createQueryRunner();
  await runner.query('SET plan_cache_mode = force_generic_plan');
  await runner.query(`PREPARE listed AS ${text}`);
  const given = values.map((value) => (value === null ? 'NULL' : `'${value}'`)).join(', ');
  const [row] = (await runner.query(`EXPLAIN (ANALYZE, FORMAT JSON) EXECUTE listed (${given})`)) as {
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

const ofNotes = (nodes: readonly Plan[]): Plan[] => nodes.filter((node) => node['Relation Name'] === 'notes');

function rowsRead(nodes: readonly Plan[]): number {
  const read = ofNotes(nodes).map(
    (node) =>
      (node['Actual Rows'] +
        (node['Rows Removed by Filter'] ?? 0) +
        (node['Rows Removed by Index Recheck'] ?? 0)) *
      node['Actual Loops'],
  );
  return Math.max(...read);
}

describe('a search in notes', () => {
  it.each([
    ['a word that some notes have', 'rye', EACH / 100],
    ["a word that all have, and everybody's", 'bread', EACH],
    ['the beginning of a word', 'ry', EACH / 100],
    // Of the notes w7, w70 to w79 and w700 to w799, one has rye too.
    ['alternatives', 'rye or w7', EACH / 100 + 110],
    ['what must not be there', '-bread ', 0],
    ['a word that none has', 'spelt', 0],
  ])("reads only the user's notes that match, by the index: %s", async (_, words, matches) => {
    const nodes = await scansOf(SEARCH.text, [
      userId,
      '26',
      null,
      null,
      null,
      toTsquery(readNoteQuery(words)).replaceAll("'", "''"),
    ]);

    const [index] = nodes.filter((node) => node['Node Type'] === 'Bitmap Index Scan');
    expect(index?.['Index Name']).toBe('notes_search_idx');
    expect(index?.['Index Cond']).toContain('search @@');
    expect(ofNotes(nodes).map((node) => node['Node Type'])).toEqual(['Bitmap Heap Scan']);
    expect(rowsRead(nodes)).toBe(matches);
  });
});

describe('a list of notes', () => {
  it.each([
    ['of a user, first page', OF_USER.text, () => userId, [null, null, null]],
    ['of a user, next page', OF_USER.text, () => userId, KEY],
    ['of a widget, first page', OF_WIDGET.text, () => widgetId, [null, null, null]],
    ['of a widget, next page', OF_WIDGET.text, () => widgetId, KEY],
  ])('reads no more than its page, from where it begins: %s', async (_, text, owner, key) => {
    const nodes = await scansOf(text, [owner(), '26', ...key]);

    expect(ofNotes(nodes).map((node) => node['Node Type'])).toEqual(['Index Scan']);
    expect(rowsRead(nodes)).toBeLessThanOrEqual(26);
  });
});
