import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { Database } from '../../../src/platform/database/database.js';
import { JobLedger } from '../../../src/platform/jobs/job-ledger.js';
import { JobQueue } from '../../../src/platform/jobs/job-queue.js';
import { QueueProbe } from '../../../src/platform/jobs/queue-probe.js';
import { describeWithRedis } from '../../support/redis.js';
import { cloneDatabase } from '../../support/template-database.js';
import { createProbeTable, ParallelProbeJob, runsOf } from './probe.job.js';
import { startProgram, type Program } from './program.js';
import { RedisServer } from './redis-server.js';
import { until } from './until.js';

describeWithRedis('jobs when Redis forgets or is away', () => {
  let redis: RedisServer;
  let clone: Awaited<ReturnType<typeof cloneDatabase>>;
  let programs: Program[] = [];

  beforeEach(async () => {
    redis = await RedisServer.start();
    clone = await cloneDatabase();
  });

  afterEach(async () => {
    await Promise.all(programs.map((program) => program.close()));
    programs = [];
    await clone.drop();
    await redis.down();
  });

  const start = async (role: 'api' | 'all'): Promise<Program> => {
    const program = await startProgram({
      databaseUrl: clone.url,
      redisUrl: redis.url,
      role,
      providers: [ParallelProbeJob],
    });
    programs.push(program);
    await createProbeTable(program.module.get(Database));
    return program;
  };

  const enqueueMany = async (program: Program, count: number): Promise<string[]> => {
    const keys = Array.from({ length: count }, (_, i) => `job-${i}`);
    const jobs = program.module.get(JobQueue);
    await Promise.all(keys.map((key) => jobs.enqueue(ParallelProbeJob, { key, tookMs: 5 })));
    return keys;
  };

  const areDone = async (program: Program): Promise<boolean> =>
    (await program.module.get(JobLedger).count()).length === 0;

  it('does every job that waited when Redis was emptied', async () => {
    const api = await start('api');
    const keys = await enqueueMany(api, 30);

    await redis.flushAll();
    const worker = await start('all');
    await until(() => areDone(worker));

    for (const key of keys)
      expect(await runsOf(worker.module.get(Database), key)).toMatchObject([{ hasEnded: true }]);
  });

  it('does every job while Redis is emptied again and again', async () => {
    const worker = await start('all');
    const all = enqueueMany(worker, 300);
    for (let i = 0; i < 5; i += 1) await redis.flushAll();
    const keys = await all;

    await until(() => areDone(worker));

    for (const key of keys)
      expect((await runsOf(worker.module.get(Database), key)).at(-1)).toMatchObject({ hasEnded: true });
  });

  it('finishes a job that runs while Redis is emptied, once', async () => {
    const worker = await start('all');
    await worker.module.get(JobQueue).enqueue(ParallelProbeJob, { key: 'running', tookMs: 500 });
    await until(async () => (await runsOf(worker.module.get(Database), 'running')).length === 1);

    await redis.flushAll();
    await until(() => areDone(worker));

    expect(await runsOf(worker.module.get(Database), 'running')).toMatchObject([{ hasEnded: true }]);
  });

  it('takes jobs while Redis is down, and does them when it is back', async () => {
    const worker = await start('all');
    await redis.down();
    const keys = await enqueueMany(worker, 20);
    await expect(worker.module.get(QueueProbe).ping()).rejects.toThrow();

    await redis.up();
    await until(() => areDone(worker));

    for (const key of keys)
      expect(await runsOf(worker.module.get(Database), key)).toMatchObject([{ hasEnded: true }]);
    expect(worker.log.of('redis.away')).toHaveLength(1);
    expect(worker.log.of('redis.back')).toHaveLength(1);
    expect(worker.log.of('jobs.sweep_failed').length).toBeLessThanOrEqual(1);
  });

  it('starts while Redis is down, and works once it is there', async () => {
    await redis.down();
    const worker = await start('all');
    await enqueueMany(worker, 3);

    await redis.up();
    await until(() => areDone(worker));

    expect(worker.log.of('job.done')).toHaveLength(3);
  });

  it('takes a job soon while Redis hangs', async () => {
    const worker = await start('all');
    await redis.freeze();

    await worker.module.get(JobQueue).enqueue(ParallelProbeJob, { key: 'hung' });
    await expect(worker.module.get(QueueProbe).ping(50)).rejects.toThrow('no answer after 50 ms');

    await redis.thaw();
    await until(() => areDone(worker));
    expect(await runsOf(worker.module.get(Database), 'hung')).toMatchObject([{ hasEnded: true }]);
  });

  it('stops while Redis hangs', async () => {
    const worker = await start('all');
    await redis.freeze();

    programs = [];
    await worker.close();

    await redis.thaw();
    expect(worker.log.of('jobs.started')).toHaveLength(1);
  });

  it('stops while Redis is down', async () => {
    const worker = await start('all');
    await redis.down();

    programs = [];
    await worker.close();

    expect(worker.log.of('jobs.consumer_failed')).toEqual([]);
  });

  it('stops where Redis never was', async () => {
    await redis.down();
    const worker = await start('all');

    programs = [];
    await worker.close();

    expect(worker.log.of('jobs.consumer_failed')).toEqual([]);
  });
});
