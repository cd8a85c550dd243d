import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Database, statement } from '../../../src/platform/database/database.js';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work.js';
import { DeadLetters } from '../../../src/platform/jobs/dead-letters.js';
import { JobLedger, type Ticket } from '../../../src/platform/jobs/job-ledger.js';
import { JobQueue } from '../../../src/platform/jobs/job-queue.js';
import { JobTransport } from '../../../src/platform/jobs/job-transport.js';
import { JobWorker } from '../../../src/platform/jobs/job-worker.js';
import { QueueProbe } from '../../../src/platform/jobs/queue-probe.js';
import { withRequestContext } from '../../../src/platform/logging/request-context.js';
import { cloneDatabase } from '../../support/template-database.js';
import {
  BriefProbeJob,
  createProbeTable,
  ParallelProbeJob,
  ProbeJob,
  runsOf,
  type ProbePayload,
  type Run,
} from './probe.job.js';
import { startProgram, type Program } from './program.js';
import { RedisServer } from './redis-server.js';
import { until } from './until.js';

const PROVIDERS = [ProbeJob, ParallelProbeJob, BriefProbeJob];
const EXPIRE_LEASES = statement(
  'test.expire_leases',
  `UPDATE jobs SET lease_until = now() - interval '1 second' WHERE state = 'running' AND claims <= $1`,
);
const DELETE_DEAD = statement('test.delete_dead', `DELETE FROM jobs WHERE state = 'dead'`);
const MAKE_DUE = statement(
  'test.make_due',
  `UPDATE jobs SET run_at = now() WHERE state = 'waiting' RETURNING id, queue, claims AS serial`,
);
const PUSH_NOW = statement('test.push_now', `UPDATE jobs SET push_at = now() WHERE state = 'waiting'`);
const LOCK = statement('test.lock_job', 'SELECT id FROM jobs WHERE id = $1 FOR UPDATE');
const CLAIMS = `FROM pg_stat_activity
  WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%state = ''running'', claims%'`;
const WAITING_CLAIMS = statement('test.waiting_claims', `SELECT pid ${CLAIMS}`);
const TERMINATE_CLAIMS = statement('test.terminate_claims', `SELECT pg_terminate_backend(pid) ${CLAIMS}`);
const DELETE_RUNS = statement('test.delete_runs', `DELETE FROM probe_runs`);
const drivers = ['postgres', ...(process.env.TEST_REDIS_URL === undefined ? [] : ['bull'])];

describe.each(drivers)('jobs on the %s driver', (driver) => {
  let redis: RedisServer | undefined;
  let clone: Awaited<ReturnType<typeof cloneDatabase>>;
  let program: Program;
  let others: Program[] = [];
  let children: ChildProcess[] = [];
  let jobs: JobQueue;
  let database: Database;

  beforeAll(async () => {
    redis = driver === 'bull' ? await RedisServer.start() : undefined;
    clone = await cloneDatabase();
    program = await start();
    jobs = program.module.get(JobQueue);
    database = program.module.get(Database);
    await createProbeTable(database);
  });

  afterAll(async () => {
    await program.close();
    await clone.drop();
    await redis?.down();
  });

  beforeEach(() => {
    program.log.lines.length = 0;
  });

  afterEach(async () => {
    await Promise.all(others.map((other) => other.close()));
    for (const child of children) child.kill('SIGKILL');
    others = [];
    children = [];
    await database.query(DELETE_RUNS);
  });

  const start = (role: 'all' | 'api' = 'all'): Promise<Program> =>
    startProgram({ databaseUrl: clone.url, redisUrl: redis?.url, role, providers: PROVIDERS });

  const startOther = async (role: 'all' | 'api' = 'all'): Promise<Program> => {
    const other = await start(role);
    others.push(other);
    return other;
  };

  const startChild = (): ChildProcess => {
    const path = (file: string): string => fileURLToPath(new URL(file, import.meta.url));
    const child = spawn(
      process.execPath,
      [
        '--import',
        path('../../support/register-typescript.mjs'),
        path('./worker-process.ts'),
        clone.url,
        ...(redis ? [redis.url] : []),
      ],
      { stdio: 'inherit' },
    );
    children.push(child);
    return child;
  };

  const ended = async (key: string): Promise<Run[]> =>
    (await runsOf(database, key)).filter((run) => run.hasEnded);
  const isIdle = async (): Promise<boolean> => {
    const counts = await program.module.get(JobLedger).count();
    return counts.every(({ state }) => state === 'dead');
  };
  const probe = (payload: ProbePayload, options = {}): Promise<void> =>
    jobs.enqueue(ProbeJob, payload, options);

  it('says what carries the jobs, and that it answers', async () => {
    const queue = program.module.get(QueueProbe);

    expect(queue.driver).toBe(driver);
    expect(await queue.ping()).toBeGreaterThan(0);
  });

  it('does each job once', async () => {
    const keys = Array.from({ length: 60 }, (_, i) => `once-${i}`);

    await Promise.all(keys.map((key) => jobs.enqueue(ParallelProbeJob, { key, tookMs: 10 })));
    await until(isIdle);

    for (const key of keys)
      expect(await runsOf(database, key)).toMatchObject([{ attempt: 1, hasEnded: true }]);
    expect(program.log.of('job.done')).toHaveLength(60);
    expect(program.log.of('job.done')[0]?.fields).toMatchObject({ job: 'probe.parallel', attempt: 1 });
    expect(program.log.of('job.done')[0]?.fields.tookMs).toBeGreaterThanOrEqual(9);
  });

  it('does jobs once between two processes', async () => {
    await startOther();
    const keys = Array.from({ length: 60 }, (_, i) => `shared-${i}`);

    await Promise.all(keys.map((key) => jobs.enqueue(ParallelProbeJob, { key, tookMs: 10 })));
    await until(isIdle);

    for (const key of keys) expect(await runsOf(database, key)).toHaveLength(1);
  });

  it('adds no second job with a key that waits or runs, and adds one again afterwards', async () => {
    await probe({ key: 'waits' }, { dedupe: 'k', delayMs: 1_000 });
    await probe({ key: 'refused-while-waiting' }, { dedupe: 'k' });
    await until(isIdle);
    await probe({ key: 'runs', tookMs: 500 }, { dedupe: 'k' });
    await until(async () => (await runsOf(database, 'runs')).length === 1);
    await probe({ key: 'refused-while-running' }, { dedupe: 'k' });
    await until(isIdle);
    await probe({ key: 'again' }, { dedupe: 'k' });
    await until(isIdle);

    expect(await ended('waits')).toHaveLength(1);
    expect(await ended('runs')).toHaveLength(1);
    expect(await ended('again')).toHaveLength(1);
    expect(await runsOf(database, 'refused-while-waiting')).toEqual([]);
    expect(await runsOf(database, 'refused-while-running')).toEqual([]);
  });

  it('keeps the same key of another job apart', async () => {
    await probe({ key: 'one', tookMs: 300 }, { dedupe: 'same' });
    await jobs.enqueue(ParallelProbeJob, { key: 'other' }, { dedupe: 'same' });
    await until(isIdle);

    expect(await ended('one')).toHaveLength(1);
    expect(await ended('other')).toHaveLength(1);
  });

  it('waits for the delay', async () => {
    await probe({ key: 'prompt' });
    await probe({ key: 'late' }, { delayMs: 700 });
    await until(isIdle);

    const [prompt, late] = [await runsOf(database, 'prompt'), await runsOf(database, 'late')];
    expect((late[0]?.atMs ?? 0) - (prompt[0]?.atMs ?? 0)).toBeGreaterThan(650);
  });

  it('tries again after ever longer waits, and says which try is the last', async () => {
    await probe({ key: 'stumbles', failures: 2 });
    await until(isIdle);

    const runs = await runsOf(database, 'stumbles');
    expect(runs.map(({ attempt, isLast }) => [attempt, isLast])).toEqual([
      [1, false],
      [2, false],
      [3, true],
    ]);
    const at = runs.map(({ atMs }) => atMs);
    expect(at[1]! - at[0]!).toBeGreaterThanOrEqual(150);
    expect(at[2]! - at[1]!).toBeGreaterThanOrEqual(300);
    expect(program.log.of('job.failed')).toHaveLength(2);
    expect(program.log.of('job.done')).toHaveLength(1);
  });

  it('gives up after the last try, lists the job with the reason, and does it again when told to', async () => {
    const letters = program.module.get(DeadLetters);
    await jobs.enqueue(ParallelProbeJob, { key: 'hopeless', failures: 1 });
    await until(() => program.log.of('job.dead').length === 1);

    expect(await letters.list('probe.parallel')).toMatchObject([
      {
        name: 'probe.parallel',
        queue: 'events',
        payload: { key: 'hopeless', failures: 1 },
        failures: 1,
        reason: 'Error: told to fail 1 times',
      },
    ]);
    expect(await letters.list('probe')).toEqual([]);

    expect(await letters.redrive('probe')).toBe(0);
    expect(await letters.redrive()).toBe(1);
    await until(() => program.log.of('job.dead').length === 2);
    expect(await runsOf(database, 'hopeless')).toHaveLength(2);
    expect(await letters.list()).toHaveLength(1);
    await database.query(DELETE_DEAD);
  });

  it.each([
    { kind: 'stops when asked to', isDeaf: false },
    { kind: 'goes on regardless', isDeaf: true },
  ])('ends a try that takes too long, whether the job $kind', async ({ isDeaf }) => {
    const key = `slow-${isDeaf}`;
    await jobs.enqueue(BriefProbeJob, { key, hangs: 'always', isDeaf });
    await until(() => program.log.of('job.dead').length === 1);

    expect(await program.module.get(DeadLetters).list('probe.brief')).toMatchObject([
      { payload: { key }, reason: 'JobTimedOut: not done after 300 ms' },
    ]);
    await database.query(DELETE_DEAD);
  });

  it('carries the request id into the job and its log lines', async () => {
    await withRequestContext('request-7', () => probe({ key: 'traced' }));
    await until(isIdle);

    expect(await runsOf(database, 'traced')).toMatchObject([{ requestId: 'request-7' }]);
    expect(program.log.of('job.done')[0]?.requestId).toBe('request-7');
  });

  it('refuses to enqueue inside a unit of work', async () => {
    const work = program.module.get(UnitOfWork).run(() => probe({ key: 'never' }));

    await expect(work).rejects.toThrow('record an event and let a subscriber enqueue');
    const nested = program.module.get(UnitOfWork).run(() => jobs.transaction(() => Promise.resolve()));
    await expect(nested).rejects.toThrow('a unit of work is open already');
    expect(await isIdle()).toBe(true);
  });

  it('adds the jobs of a transaction when it commits, and none when it does not', async () => {
    await jobs.transaction(() => probe({ key: 'committed' }));
    const failing = jobs.transaction(async () => {
      await probe({ key: 'rolled-back' });
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    await until(isIdle);

    expect(await ended('committed')).toHaveLength(1);
    expect(await runsOf(database, 'rolled-back')).toEqual([]);
  });

  it('lets a process that only serves the API add jobs and run none', async () => {
    const api = await startOther('api');
    await api.module.get(JobQueue).enqueue(ProbeJob, { key: 'from-api' });
    await until(isIdle);

    expect(await ended('from-api')).toHaveLength(1);
    expect(api.log.of('job.done')).toEqual([]);
  });

  it('waits for what runs when it stops', async () => {
    const other = await startOther();
    await program.module.get(JobWorker).stop();
    await probe({ key: 'finishing', tookMs: 400 });
    await until(async () => (await runsOf(database, 'finishing')).length === 1);

    await other.module.get(JobWorker).stop();

    expect(await ended('finishing')).toHaveLength(1);
    expect(other.log.of('job.done')).toHaveLength(1);
    await restart();
  });

  it('hands back what is not done when it stops, and the try does not count', async () => {
    await probe({ key: 'handed-back', hangs: 'once' });
    await until(async () => (await runsOf(database, 'handed-back')).length === 1);
    await startOther();

    await program.module.get(JobWorker).stop(100);
    expect(program.log.of('job.handed_back')).toHaveLength(1);
    await until(isIdle);

    const runs = await runsOf(database, 'handed-back');
    expect(runs.map(({ attempt, hasEnded }) => [attempt, hasEnded])).toEqual([
      [1, false],
      [1, true],
    ]);
    await restart();
  });

  it('hands back what it was about to start when the time to stop was over', async () => {
    const { release } = await holdUpTheClaim({ key: 'about-to-start', hangs: 'once' });

    const stopped = program.module.get(JobWorker).stop(0);
    await release();
    await stopped;

    expect(program.log.of('job.handed_back')).toHaveLength(1);
    await restart();
    await until(isIdle);
    expect((await ended('about-to-start')).map(({ attempt }) => attempt)).toEqual([1]);
  });

  it('has a job run that it could not take because the database broke off', async () => {
    const { release } = await holdUpTheClaim({ key: 'broken-off' });

    await database.query(TERMINATE_CLAIMS);
    await until(() => program.log.of('job.lost').length === 1);
    await release();
    await database.query(PUSH_NOW);
    await until(isIdle);

    expect(await ended('broken-off')).toHaveLength(1);
  });

  it('runs again what was running in a process that was killed', async () => {
    await program.module.get(JobWorker).stop();
    const child = startChild();
    await jobs.enqueue(ParallelProbeJob, { key: 'killed', hangs: 'once' });
    await until(async () => (await runsOf(database, 'killed')).length === 1);
    await restart();

    child.kill('SIGKILL');
    await once(child, 'exit');
    await until(async () => (await ended('killed')).length === 1);
    await until(isIdle);

    const runs = await runsOf(database, 'killed');
    expect(runs.map(({ pid, attempt }) => [pid, attempt])).toEqual([
      [child.pid, 1],
      [process.pid, 1],
    ]);
    expect(runs[1]!.atMs - runs[0]!.atMs).toBeLessThan(30_000);
  });

  it('lets go of a job whose lease ran out, and one process alone finishes it', async () => {
    await jobs.enqueue(ParallelProbeJob, { key: 'lost', hangs: 'once' });
    await until(async () => (await runsOf(database, 'lost')).length === 1);

    await until(async () => {
      // Again and again, for the process renews its lease meanwhile.
      await database.query(EXPIRE_LEASES, [1]);
      return program.log.of('job.lost').length === 1;
    });
    await until(isIdle);
    await until(() => program.log.of('job.lease_lost').length === 1);

    expect(await runsOf(database, 'lost')).toHaveLength(2);
    expect(await ended('lost')).toHaveLength(1);
    expect(program.log.of('job.lost')).toHaveLength(1);
  });

  it('gives up a job whose process goes silent time and again', async () => {
    await jobs.enqueue(ParallelProbeJob, { key: 'poison', hangs: 'always' });
    await until(async () => {
      await database.query(EXPIRE_LEASES, [5]);
      return program.log.of('job.dead').length === 1;
    });

    expect(await program.module.get(DeadLetters).list('probe.parallel')).toMatchObject([
      { losses: 5, failures: 0, reason: 'the process that ran it went silent' },
    ]);
    await database.query(DELETE_DEAD);
  });

  /** Adds a job and lets the worker take it, but locks its row so that the claim has to wait. */
  async function holdUpTheClaim(payload: ProbePayload): Promise<{ release: () => Promise<void> }> {
    await jobs.enqueue(ParallelProbeJob, payload, { delayMs: 600_000 });
    const [job] = await database.query<Ticket>(MAKE_DUE);
    let free: () => void = () => undefined;
    const isFree = new Promise<void>((resolve) => (free = resolve));
    let lock: Promise<void> = Promise.resolve();
    await new Promise<void>((isLocked) => {
      lock = program.module.get(UnitOfWork).run(async () => {
        await database.query(LOCK, [job!.id]);
        isLocked();
        await isFree;
      });
    });
    await program.module.get(JobTransport).push([job!]);
    await until(async () => (await database.query(WAITING_CLAIMS)).length === 1);
    return {
      release: async () => {
        free();
        await lock;
      },
    };
  }

  async function restart(): Promise<void> {
    const log = program.log;
    await program.close();
    program = await start();
    jobs = program.module.get(JobQueue);
    database = program.module.get(Database);
    log.lines.length = 0;
  }
});
