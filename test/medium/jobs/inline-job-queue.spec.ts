import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Injectable } from '@nestjs/common';
import { Database, statement } from '../../../src/platform/database/database.js';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work.js';
import { InlineJobQueue } from '../../../src/platform/jobs/inline-job-queue.js';
import { JobQueue } from '../../../src/platform/jobs/job-queue.js';
import { Job, type JobHandler } from '../../../src/platform/jobs/job.js';
import { withRequestContext } from '../../../src/platform/logging/request-context.js';
import { cloneDatabase } from '../../support/template-database.js';
import { createProbeTable, ParallelProbeJob, ProbeJob, runsOf } from './probe.job.js';
import { startProgram, type Program } from './program.js';

@Job({ name: 'test.nested', queue: 'events', attempts: 1, backoffMs: 1, timeoutMs: 1_000 })
@Injectable()
class NestedJob implements JobHandler<{ key: string }> {
  constructor(private readonly jobs: JobQueue) {}

  async perform({ key }: { key: string }): Promise<void> {
    await this.jobs.enqueue(NestedJob, { key }, { dedupe: key });
    await this.jobs.enqueue(ProbeJob, { key });
  }
}

@Job({ name: 'test.homeless', queue: 'events', attempts: 1, backoffMs: 1, timeoutMs: 1_000 })
class HomelessJob implements JobHandler<object> {
  perform(): Promise<void> {
    return Promise.resolve();
  }
}

describe('jobs performed inline', () => {
  let clone: Awaited<ReturnType<typeof cloneDatabase>>;
  let program: Program;
  let jobs: InlineJobQueue;
  let database: Database;

  beforeAll(async () => {
    clone = await cloneDatabase();
    program = await startProgram({
      databaseUrl: clone.url,
      role: 'api',
      inline: true,
      providers: [ProbeJob, ParallelProbeJob, NestedJob],
    });
    jobs = program.module.get(JobQueue);
    database = program.module.get(Database);
    await createProbeTable(database);
  });

  afterEach(async () => {
    await database.query(statement('test.delete_runs', 'DELETE FROM probe_runs'));
  });

  afterAll(async () => {
    await program.close();
    await clone.drop();
  });

  it('are done when they have been enqueued, under the same request id', async () => {
    await withRequestContext('request-3', () => jobs.enqueue(ProbeJob, { key: 'a' }));

    expect(await runsOf(database, 'a')).toMatchObject([
      { attempt: 1, isLast: false, hasEnded: true, requestId: 'request-3' },
    ]);
  });

  it('are tried as often as they may be, and then give their error to the caller', async () => {
    await jobs.enqueue(ProbeJob, { key: 'b', failures: 2 });
    await expect(jobs.enqueue(ProbeJob, { key: 'c', failures: 3 })).rejects.toThrow('told to fail 3 times');

    expect(await runsOf(database, 'b')).toHaveLength(3);
    expect(await runsOf(database, 'c')).toMatchObject([
      { isLast: false },
      { isLast: false },
      { isLast: true },
    ]);
  });

  it('wait, when they are delayed, until the test says so', async () => {
    await jobs.enqueue(ProbeJob, { key: 'd' }, { delayMs: 60_000, dedupe: 'd' });
    await jobs.enqueue(ProbeJob, { key: 'd' }, { dedupe: 'd' });
    expect(await runsOf(database, 'd')).toEqual([]);

    await jobs.runDelayed();
    await jobs.runDelayed();
    expect(await runsOf(database, 'd')).toHaveLength(1);

    await jobs.enqueue(ProbeJob, { key: 'd' }, { dedupe: 'd' });
    expect(await runsOf(database, 'd')).toHaveLength(2);
  });

  it('are not added twice under a key that runs', async () => {
    await jobs.enqueue(NestedJob, { key: 'e' }, { dedupe: 'e' });

    expect(await runsOf(database, 'e')).toHaveLength(1);
  });

  it('of a transaction are done after it, or never', async () => {
    await jobs.transaction(async () => {
      await jobs.enqueue(ProbeJob, { key: 'f' });
      expect(await runsOf(database, 'f')).toEqual([]);
    });
    const failing = jobs.transaction(async () => {
      await jobs.enqueue(ProbeJob, { key: 'g' });
      throw new Error('no');
    });

    await expect(failing).rejects.toThrow('no');
    expect(await runsOf(database, 'f')).toHaveLength(1);
    expect(await runsOf(database, 'g')).toEqual([]);
  });

  it('are refused inside a unit of work, as are transactions', async () => {
    const uow = program.module.get(UnitOfWork);

    await expect(uow.run(() => jobs.enqueue(ProbeJob, { key: 'h' }))).rejects.toThrow('unit of work');
    await expect(uow.run(() => jobs.transaction(() => Promise.resolve()))).rejects.toThrow('open already');
  });

  it('are refused when nothing performs them', async () => {
    await expect(jobs.enqueue(HomelessJob, {})).rejects.toThrow('no provider performs test.homeless');
  });
});
