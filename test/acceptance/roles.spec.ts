import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { build } from '../support/compiled-server.js';
import { cloneDatabase, type ClonedDatabase } from '../support/template-database.js';
import { endAll, Program } from './program.js';
import { askForSummary, assertCited, finished } from './research.js';
import { rowsOf } from './rows.js';
import { Web } from './web.js';

describe('an API process and a worker process on one database', () => {
  let database: ClonedDatabase;
  let web: Web;
  let api: Program;
  let worker: Program;

  beforeAll(async () => {
    await build();
    [database, web] = await Promise.all([cloneDatabase(), Web.start()]);
    const variables = { DATABASE_URL: database.url, ...web.variables };
    [api, worker] = await Promise.all([
      Program.serve({ ...variables, ROLE: 'api' }),
      Program.serve(variables, 'worker.js'),
    ]);
  });

  afterAll(async () => {
    await endAll();
    await web.close();
    await database.drop();
  });

  it('are both ready', async () => {
    for (const program of [api, worker])
      for (const path of ['/health', '/health/live', '/health/ready', '/health/startup'])
        expect(await program.probe(path)).toMatchObject({ status: 200, body: { status: 'ok' } });
  });

  it('the worker says how it is and has nothing else to say', async () => {
    for (const path of ['/', '/docs', '/docs-json', '/api/v1/widgets', '/api/v1/auth/login', '/healthy'])
      expect((await fetch(`${worker.url}${path}`)).status).toBe(404);
    expect((await fetch(`${api.url}/api/v1/widgets`)).status).toBe(401);
  });

  it('the worker does the jobs that the API accepts', async () => {
    const person = await api.signUp();

    const summary = await finished(person.api, await askForSummary(person, web.freshQuery()));

    expect(summary.status).toBe('done');
    assertCited(summary, web.pages);
  });

  it('only the worker gives events their positions', async () => {
    await worker.end('SIGKILL');

    const person = await api.signUp();

    const events = await rowsOf(database.url, 'SELECT position FROM events WHERE user_id = $1', [person.id]);
    expect(events.length).toBeGreaterThan(0);
    expect(events).toEqual(events.map(() => ({ position: null })));
  });
});
