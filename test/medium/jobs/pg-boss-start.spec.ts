import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { Database } from '../../../src/platform/database/database.js';
import { JobQueue } from '../../../src/platform/jobs/job-queue.js';
import { cloneDatabase } from '../../support/template-database.js';
import { createProbeTable, ProbeJob, runsOf } from './probe.job.js';
import { startProgram, type Program } from './program.js';
import { until } from './until.js';

describe('the first start of pg-boss', () => {
  let clone: Awaited<ReturnType<typeof cloneDatabase>>;
  let client: pg.Client;
  let program: Program | undefined;

  beforeEach(async () => {
    clone = await cloneDatabase();
    client = new pg.Client({ connectionString: clone.url });
    await client.connect();
  });

  afterEach(async () => {
    await program?.close();
    await client.end();
    await clone.drop();
  });

  it('is tried again after it failed, and the jobs of meanwhile are done', async () => {
    await client.query('CREATE SCHEMA pgboss CREATE TABLE queue (in_the_way int)');
    program = await startProgram({ databaseUrl: clone.url, providers: [ProbeJob] });
    const { module, log } = program;
    const database = module.get(Database);
    await createProbeTable(database);
    await module.get(JobQueue).enqueue(ProbeJob, { key: 'meanwhile' });
    await until(() => log.of('jobs.fetch_failed').length > 0);

    await client.query('DROP SCHEMA pgboss CASCADE');

    await until(async () => (await runsOf(database, 'meanwhile')).some(({ hasEnded }) => hasEnded));
    expect(await runsOf(database, 'meanwhile')).toMatchObject([{ attempt: 1, hasEnded: true }]);
  });
});
