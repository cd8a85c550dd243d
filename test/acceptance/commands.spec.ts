import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { build } from '../support/compiled-server.js';
import { cloneDatabase, type ClonedDatabase } from '../support/template-database.js';
import { demoAccountIn } from './demo-account.js';
import { emptyDatabase } from '../support/empty-database.js';
import { endAll, Program } from './program.js';
import { rowsOf } from './rows.js';

interface Outcome {
  readonly code: number | string;
  readonly said: string;
}

let database: ClonedDatabase;
let server: Program;

beforeAll(async () => {
  await build();
  database = await cloneDatabase();
  server = await Program.serve({ DATABASE_URL: database.url, ROLE: 'api' });
});

afterAll(async () => {
  await endAll();
  await database.drop();
});

async function run(args: string[], { url } = database): Promise<Outcome> {
  const program = Program.run({ DATABASE_URL: url }, ['cli.js', ...args]);
  return { code: await program.ended, said: program.output.trim() };
}

describe('the command', () => {
  it('migrate makes the schema, and has nothing left to do the second time', async () => {
    const empty = await emptyDatabase();

    const first = await run(['migrate'], empty);
    const second = await run(['migrate'], empty);

    expect(first).toMatchObject({
      code: 0,
      said: expect.stringMatching(/^Migrated: CreateEvents\d+, .*CreateUsers\d+/),
    });
    expect(second).toEqual({ code: 0, said: '' });
    expect(await rowsOf(empty.url, 'SELECT FROM users')).toEqual([]);
    await empty.drop();
  });

  it('seed makes a demonstration that can be signed in to, and the same story for the same seed', async () => {
    const other = await cloneDatabase();

    const [one, two] = await Promise.all([run(['seed', '--seed', '7']), run(['seed', '--seed', '7'], other)]);

    expect([one.code, two.code]).toEqual([0, 0]);
    const [here, there] = await Promise.all([storyIn(database.url), storyIn(other.url)]);
    expect(here.widgets).toHaveLength(15);
    expect(here).toEqual(there);
    await expect(server.api.post('/auth/login', demoAccountIn(one.said))).resolves.toMatchObject({
      status: 200,
    });
    await other.drop();
  });

  it('grant-admin makes an administrator of an account; where there is none it says so, as of a wrong command', async () => {
    const person = await server.signUp();
    expect((await person.api.raw('GET', '/users')).status).toBe(403);

    const [known, unknown, none] = await Promise.all([
      run(['grant-admin', person.email]),
      run(['grant-admin', 'nobody@example.org']),
      run(['sing']),
    ]);

    expect(known).toEqual({ code: 0, said: `${person.email} is an administrator now.` });
    expect((await person.api.raw('GET', '/users')).status).toBe(200);
    expect(unknown).toEqual({
      code: 1,
      said: 'there is no account with the address nobody@example.org',
    });
    expect(none).toEqual({
      code: 1,
      said: 'there is no command sing: use one of migrate, seed, docs, redrive-jobs, grant-admin',
    });
  });
});

/** All that a demonstration holds, but for ids and moments. */
async function storyIn(url: string): Promise<{ widgets: object[]; [part: string]: object[] }> {
  const rows = (statement: string): Promise<object[]> => rowsOf(url, statement);
  return {
    widgets: await rows(
      `SELECT title, type, category, importance, frequency, settings, version FROM widgets ORDER BY title`,
    ),
    tasks: await rows(
      `SELECT content, priority, due_date::text, due_time::text, rrule, is_done, next_due_on::text
       FROM tasks ORDER BY content`,
    ),
    completions: await rows(
      `SELECT content, occurrence::text, state FROM task_settlements s JOIN tasks t ON t.id = s.task_id
       ORDER BY content, occurrence`,
    ),
    entries: await rows(
      `SELECT name, local_date::text, value FROM tracker_entries e JOIN trackers t ON t.id = e.tracker_id
       ORDER BY name, local_date`,
    ),
    boards: await rows(
      `SELECT date::text, position, title, score, p.reasons::text FROM board_places p JOIN widgets w ON w.id = p.widget_id
       ORDER BY date, position`,
    ),
    uses: await rows(
      `SELECT local_date::text, title, kind, daypart FROM interactions i JOIN widgets w ON w.id = i.widget_id
       ORDER BY local_date, occurred_at`,
    ),
  };
}
