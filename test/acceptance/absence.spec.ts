import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from '../../src/platform/embedded/embedded-postgres.js';
import { addTracker } from '../factories/trackers.js';
import { addWidget } from '../factories/widgets.js';
import { RedisServer } from '../medium/jobs/redis-server.js';
import { build } from '../support/compiled-server.js';
import { describeWithRedis } from '../support/redis.js';
import { cloneDatabase, type ClonedDatabase } from '../support/template-database.js';
import { dataFolder, removeDataFolders } from './data-folders.js';
import { endAll, Program, type Probe } from './program.js';
import { askForSummary, finished } from './research.js';
import { until } from './until.js';
import { Web } from './web.js';

let web: Web;

beforeAll(build);

beforeEach(async () => {
  web = await Web.start();
});

afterEach(async () => {
  await endAll();
  await web.close();
});

const healthOf = (program: Program, status: string): Promise<Probe | undefined> =>
  until(
    () => program.probe('/health'),
    (probe) => probe?.body.status === status,
  );

const readinessOf = (program: Program, status: number): Promise<Probe | undefined> =>
  until(
    () => program.probe('/health/ready'),
    (probe) => probe?.status === status,
  );

describeWithRedis('without Redis', () => {
  let database: ClonedDatabase;
  let redis: RedisServer;

  beforeEach(async () => {
    [database, redis] = await Promise.all([cloneDatabase(), RedisServer.start()]);
  });

  afterEach(async () => {
    await endAll();
    await redis.down();
    await database.drop();
  });

  it('a program starts and serves, says that it is degraded, and does its jobs when Redis is there', async () => {
    await redis.down();
    const program = await Program.serve({
      DATABASE_URL: database.url,
      REDIS_URL: redis.url,
      ...web.variables,
    });

    expect((await program.probe('/health/ready'))?.status).toBe(200);
    expect(await healthOf(program, 'degraded')).toMatchObject({
      status: 200,
      body: { details: { queue: { state: 'degraded', kind: 'bull' }, database: { state: 'up' } } },
    });
    const person = await program.signUp();
    const asked = await askForSummary(person, web.freshQuery());

    await redis.up();

    expect((await finished(person.api, asked)).status).toBe('done');
    expect(await healthOf(program, 'ok')).toMatchObject({ body: { details: { queue: { state: 'up' } } } });
  });

  it('a running program goes on, whether Redis is away or hangs, makes up for it, and can be stopped', async () => {
    const program = await Program.serve({
      DATABASE_URL: database.url,
      REDIS_URL: redis.url,
      ...web.variables,
    });
    const person = await program.signUp();

    await redis.down();

    await healthOf(program, 'degraded');
    expect((await program.probe('/health/ready'))?.status).toBe(200);
    const tracker = await addTracker(person);
    const asked = await askForSummary(person, web.freshQuery());
    expect((await person.api.get('/dashboard/today')).status).toBe(200);
    await redis.up();
    expect((await finished(person.api, asked)).status).toBe('done');
    await healthOf(program, 'ok');

    await redis.freeze();

    await healthOf(program, 'degraded');
    expect((await program.probe('/health/ready'))?.status).toBe(200);
    await person.api.post(`/trackers/${tracker.id}/entries`, { value: 1 });
    const { data } = await person.api.get<{ totals: { entries: number } }>(`/trackers/${tracker.id}/stats`);
    expect(data.totals.entries).toBe(1);
    expect(await program.end()).toBe(0);
  });
});

describe('without PostgreSQL', () => {
  let dataDir: string;
  let postgres: EmbeddedPostgres;

  beforeEach(async () => {
    dataDir = dataFolder();
    postgres = await startEmbeddedPostgres({ dataDir, durable: false });
  });

  afterEach(async () => {
    await endAll();
    await postgres.stop();
  });

  afterAll(removeDataFolders);

  it('a running program is not ready and says so, and is again when the database is back', async () => {
    const program = await Program.serve({ DATABASE_URL: postgres.url, ...web.variables });
    const person = await program.signUp();
    await addWidget(person);

    await postgres.stop();

    expect(await readinessOf(program, 503)).toMatchObject({
      body: { status: 'error', details: { database: { state: 'down' } } },
    });
    expect((await program.probe('/health/live'))?.status).toBe(200);
    expect((await program.probe('/health'))?.status).toBe(503);
    const refusal = await person.api.refused('GET', '/widgets');
    expect(refusal).toMatchObject({ status: 503, code: 'database_unavailable' });
    expect(Number(refusal.headers.get('retry-after'))).toBeGreaterThan(0);

    postgres = await startEmbeddedPostgres({ dataDir, durable: false });

    await readinessOf(program, 200);
    expect((await person.api.get<object[]>('/widgets')).data).toHaveLength(1);
    expect((await finished(person.api, await askForSummary(person, web.freshQuery()))).status).toBe('done');
    expect(await program.end()).toBe(0);
  });

  it('a program that is told to stop ends in order', async () => {
    const program = await Program.serve({ DATABASE_URL: postgres.url });
    await postgres.stop();
    await readinessOf(program, 503);

    expect(await program.end()).toBe(0);
  });
});
