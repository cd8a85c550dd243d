import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { uuidv7 } from '../../../src/common/ids/uuid.js';
import { Database, statement } from '../../../src/platform/database/database.js';
import { Listener } from '../../../src/platform/database/listener.js';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work.js';
import { EventLog } from '../../../src/platform/events/event-log.js';
import { EventOutbox } from '../../../src/platform/events/event-outbox.js';
import { EventRelay } from '../../../src/platform/events/event-relay.js';
import { DeadLetters } from '../../../src/platform/jobs/dead-letters.js';
import { JobLedger } from '../../../src/platform/jobs/job-ledger.js';
import { JobWorker } from '../../../src/platform/jobs/job-worker.js';
import { withRequestContext } from '../../../src/platform/logging/request-context.js';
import { cloneDatabase } from '../../support/template-database.js';
import { startProgram, type Program } from '../jobs/program.js';
import { until } from '../jobs/until.js';
import {
  Copier,
  CopyJob,
  createEffects,
  effects,
  gates,
  Keeper,
  NoteCopied,
  NoteTaken,
  Starter,
} from './notes.js';

const PROVIDERS = [Keeper, Copier, Starter, CopyJob];
const LOG = statement(
  'test.log',
  `SELECT payload ->> 'text' AS text, position::int FROM events ORDER BY position, recorded_at`,
);
const EXPIRE_LEASES = statement(
  'test.expire_leases',
  `UPDATE jobs SET lease_until = now() - interval '1 second' WHERE state = 'running' AND claims = 1`,
);
const WAITING_JOBS = statement(
  'test.waiting_jobs',
  `SELECT name, request_id AS "requestId" FROM jobs ORDER BY name`,
);
const RAW_EVENT = statement(
  'test.raw_event',
  `INSERT INTO events (id, user_id, type, payload, occurred_at)
   VALUES ($1, $1, 'test.note_taken.v1', '{"text": "unannounced"}', now())`,
);

describe('the event relay', () => {
  const userId = uuidv7();
  let clone: Awaited<ReturnType<typeof cloneDatabase>>;
  let programs: Program[] = [];

  beforeEach(async () => {
    clone = await cloneDatabase();
  });

  afterEach(async () => {
    await Promise.all(programs.map((program) => program.close()));
    programs = [];
    await clone.drop();
  });

  const start = async (role: 'api' | 'all' = 'all'): Promise<Program> => {
    const program = await startProgram({ databaseUrl: clone.url, role, providers: PROVIDERS });
    programs.push(program);
    await createEffects(databaseOf(program));
    return program;
  };

  const databaseOf = ({ module }: Program): Database => module.get(Database);

  const take = ({ module }: Program, ...texts: string[]): Promise<void> =>
    module.get(UnitOfWork).run(async () => {
      module.get(EventLog).record(...texts.map((text) => new NoteTaken(userId, { text })));
      await Promise.resolve();
    });

  const takeFailing = ({ module }: Program, text: string, failures: number): Promise<void> =>
    module.get(UnitOfWork).run(async () => {
      module.get(EventLog).record(new NoteTaken(userId, { text, failures }));
      await Promise.resolve();
    });

  const isQuiet = async ({ module }: Program): Promise<boolean> => {
    const lag = await module.get(EventOutbox).lag();
    const jobs = await module.get(JobLedger).count();
    return lag.unpublishedSeconds === 0 && jobs.every(({ state }) => state === 'dead');
  };

  it('numbers events without gaps, each once, whoever of two relays does it', async () => {
    const [one, two] = [await start(), await start()];

    await Promise.all(
      Array.from({ length: 80 }, (_, i) => take(i % 2 === 0 ? one : two, `${i}-a`, `${i}-b`)),
    );
    await until(() => isQuiet(one));

    const log = await databaseOf(one).query<{ text: string; position: number }>(LOG);
    expect(log.map(({ position }) => position)).toEqual(Array.from({ length: 160 }, (_, i) => i + 1));
    const kept = (await effects(databaseOf(one))).map(({ text }) => text);
    expect(kept.sort()).toEqual(log.map(({ text }) => text).sort());
  });

  it('keeps the order of the events of one transaction', async () => {
    const program = await start();
    const texts = Array.from({ length: 50 }, (_, i) => `event ${i}`);

    await take(program, ...texts);
    await until(() => isQuiet(program));

    const log = await databaseOf(program).query<{ text: string }>(LOG);
    expect(log.map(({ text }) => text)).toEqual(texts);
  });

  it('puts a transaction that waited for a row behind the one it waited for', async () => {
    const api = await start('api');
    const uow = api.module.get(UnitOfWork);
    const log = api.module.get(EventLog);
    const lock = statement('test.lock', `SELECT pg_advisory_xact_lock(1)`);
    let began: () => void = () => undefined;
    let release: () => void = () => undefined;
    const isBegun = new Promise<void>((resolve) => (began = resolve));
    const isReleased = new Promise<void>((resolve) => (release = resolve));

    const waiting = uow.run(async () => {
      // Its transaction begins first; the row that it needs is taken by the other one then.
      await databaseOf(api).query(statement('test.begin', 'SELECT now()'));
      began();
      await isReleased;
      await databaseOf(api).query(lock);
      log.record(new NoteTaken(userId, { text: 'second' }));
    });
    await isBegun;
    await uow.run(async () => {
      await databaseOf(api).query(lock);
      log.record(new NoteTaken(userId, { text: 'first' }));
      release();
    });
    await waiting;
    await api.module.get(EventRelay).drain();

    expect(await databaseOf(api).query(LOG)).toEqual([
      { text: 'first', position: 1 },
      { text: 'second', position: 2 },
    ]);
  });

  it('gives a transaction that commits late a later position', async () => {
    const program = await start();
    let finish: () => void = () => undefined;
    const isFinished = new Promise<void>((resolve) => (finish = resolve));

    const slow = program.module.get(UnitOfWork).run(async () => {
      await databaseOf(program).query(RAW_EVENT, [uuidv7()]);
      await isFinished;
    });
    await take(program, 'fast');
    await until(async () => (await effects(databaseOf(program))).length === 1);
    finish();
    await slow;
    await until(async () => (await effects(databaseOf(program))).length === 2);

    expect(await databaseOf(program).query(LOG)).toEqual([
      { text: 'fast', position: 1 },
      { text: 'unannounced', position: 2 },
    ]);
  });

  it('tells only those who want to be told, and everyone who is not sure', async () => {
    const program = await start();

    await take(program, 'plain', 'copy-1', 'puzzling');
    await until(() => isQuiet(program));

    const told = (await effects(databaseOf(program))).map(({ by, text }) => `${by} ${text}`);
    expect(told.sort()).toEqual([
      'copier copy-1',
      'copier puzzling',
      'keeper copy-1',
      'keeper plain',
      'keeper puzzling',
    ]);
    expect(program.log.of('events.wants_failed')).toHaveLength(1);
  });

  it('has the effect once, however often the subscriber fails before', async () => {
    const program = await start();

    await takeFailing(program, 'stumbling', 2);
    await until(() => isQuiet(program));

    expect(program.log.of('job.failed')).toHaveLength(2);
    expect(await effects(databaseOf(program))).toHaveLength(1);
  });

  it('has the effect once when a slow delivery is taken for lost and runs a second time', async () => {
    const program = await start();
    let open: () => void = () => undefined;
    gates.set('slow', new Promise<void>((resolve) => (open = resolve)));

    await take(program, 'slow');
    await until(async () => {
      await databaseOf(program).query(EXPIRE_LEASES);
      return program.log.of('job.lost').length === 1;
    });
    open();
    await until(() => isQuiet(program));

    expect(await effects(databaseOf(program))).toHaveLength(1);
  });

  it('adds the jobs of a subscriber when its delivery is done, and none for a failed try', async () => {
    const program = await start();

    await take(program, 'copy-and-fail');
    await until(() => isQuiet(program));

    const copies = (await effects(databaseOf(program))).filter(({ by }) => by === 'copier');
    expect(copies).toHaveLength(1);
  });

  it('adds the job of a subscriber that only starts one with the publication, and delivers nothing to it', async () => {
    const api = await start('api');

    await withRequestContext('request-7', () => take(api, 'start-1'));
    await api.module.get(EventRelay).drain();

    const waiting = await databaseOf(api).query(WAITING_JOBS);
    expect(waiting).toEqual([
      { name: 'events.deliver', requestId: 'request-7' },
      { name: 'test.copy', requestId: 'request-7' },
    ]);
    expect((await api.module.get(EventOutbox).lag()).undelivered).toBe(1);
  });

  it('delivers to a subscriber that could not start its job, and starts it then', async () => {
    const program = await start();

    await take(program, 'start-and-stumble');
    await until(() => isQuiet(program));

    const told = (await effects(databaseOf(program))).map(({ by, text }) => `${by} ${text}`);
    expect(told.sort()).toEqual(['copier start-and-stumble', 'keeper start-and-stumble']);
    expect(program.log.of('events.start_failed')).toHaveLength(1);
  });

  it('gives up one subscriber without holding up the others, and tells it again when told to', async () => {
    const program = await start();
    const letters = program.module.get(DeadLetters);

    await take(program, 'copy-and-break');
    await until(() => program.log.of('job.dead').length === 1);

    expect((await effects(databaseOf(program))).map(({ by }) => by)).toEqual(['keeper']);
    expect(await letters.list('test.copy')).toHaveLength(1);
    expect(await letters.redrive('test.copy')).toBe(1);
    await until(() => program.log.of('job.dead').length === 2);
  });

  it('carries the request id from the change to the subscriber and to its jobs', async () => {
    const program = await start();

    await withRequestContext('request-9', () => take(program, 'copy-2'));
    await until(() => isQuiet(program));

    const told = await effects(databaseOf(program));
    expect(told.map(({ by, requestId }) => [by, requestId]).sort()).toEqual([
      ['copier', 'request-9'],
      ['keeper', 'request-9'],
    ]);
  });

  it('finds events that nobody announced', async () => {
    const program = await start();

    await databaseOf(program).query(RAW_EVENT, [uuidv7()]);
    await until(() => isQuiet(program));

    expect(await effects(databaseOf(program))).toMatchObject([{ text: 'unannounced' }]);
  });

  it('needs no look to find what is recorded while it publishes', async () => {
    const api = await start('api');
    const relay = api.module.get(EventRelay);
    await take(api, 'first');
    const isHeldUp = statement(
      'test.held_up',
      `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );

    let release: () => void = () => undefined;
    const isReleased = new Promise<void>((resolve) => (release = resolve));
    const holding = api.module.get(UnitOfWork).run(async () => {
      await databaseOf(api).query(statement('test.hold_head', 'UPDATE event_head SET position = position'));
      relay.wake();
      await isReleased;
    });
    await until(async () => (await databaseOf(api).query(isHeldUp)).length === 1);
    await take(api, 'second');
    relay.wake();
    release();
    await holding;
    await until(async () => (await api.module.get(EventOutbox).lag()).unpublishedSeconds === 0);

    expect(await databaseOf(api).query(LOG)).toEqual([
      { text: 'first', position: 1 },
      { text: 'second', position: 2 },
    ]);
  });

  it('goes on after the database has dropped all connections', async () => {
    const program = await start();
    await databaseOf(program).query(
      statement(
        'test.terminate',
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND pid <> pg_backend_pid()`,
      ),
    );

    await until(() =>
      take(program, 'after').then(
        () => true,
        () => false,
      ),
    );
    await until(() => isQuiet(program));

    expect(await effects(databaseOf(program))).toMatchObject([{ text: 'after' }]);
  });

  it("says once that it can't publish, and does when it can", async () => {
    const program = await start();
    await databaseOf(program).query(statement('test.hide', 'ALTER TABLE event_head RENAME TO hidden'));
    await take(program, 'held up');
    await until(() => program.log.of('events.relay_failed').length === 1);
    await take(program, 'held up too');

    await databaseOf(program).query(statement('test.show', 'ALTER TABLE hidden RENAME TO event_head'));
    await until(() => isQuiet(program));

    expect(await effects(databaseOf(program))).toHaveLength(2);
    expect(program.log.of('events.relay_failed')).toHaveLength(1);
  });

  it('leaves publication to workers, and says how far behind it is', async () => {
    const api = await start('api');

    await take(api, 'waiting');
    const lag = await api.module.get(EventOutbox).lag();
    await api.module.get(EventRelay).drain();

    expect(lag.unpublishedSeconds).toBeGreaterThan(0);
    expect(lag.undelivered).toBe(0);
    expect(await api.module.get(EventOutbox).lag()).toEqual({ unpublishedSeconds: 0, undelivered: 1 });
  });

  it('announces the last position to the live streams', async () => {
    const program = await start();
    const heard: (string | undefined)[] = [];
    const stop = program.module.get(Listener).listen('events_published', (position) => heard.push(position));
    // The first call says that the channel is open.
    await until(() => heard.length === 1);

    await take(program, 'one', 'two', 'three');
    await until(() => heard.includes('3'));

    stop();
    expect(heard.at(-1)).toBe('3');
  });

  it('publishes nothing after it has stopped', async () => {
    const program = await start();
    await program.module.get(EventRelay).stop();
    await program.module.get(JobWorker).stop();

    await take(program, 'too late');
    program.module.get(EventRelay).wake();
    await take(program, 'later still');

    expect((await program.module.get(EventOutbox).lag()).unpublishedSeconds).toBeGreaterThan(0);
  });

  it('records nothing outside a unit of work, nor when that fails', async () => {
    const api = await start('api');
    const log = api.module.get(EventLog);

    expect(() => {
      log.record(new NoteTaken(userId, { text: 'outside' }));
    }).toThrow('needs an open unit of work');
    const failing = api.module.get(UnitOfWork).run(async () => {
      log.record(new NoteTaken(userId, { text: 'failed' }), new NoteCopied(userId, { text: 'failed' }));
      await Promise.resolve();
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');

    expect(await databaseOf(api).query(LOG)).toEqual([]);
  });

  it('moves the data version of each user once per transaction, and not for what no screen shows', async () => {
    const api = await start('api');
    const versions = statement(
      'test.versions',
      `SELECT user_id AS "userId", version::int FROM data_versions`,
    );
    const record = (...events: (NoteTaken | NoteCopied)[]): Promise<void> =>
      api.module.get(UnitOfWork).run(async () => {
        for (const event of events) api.module.get(EventLog).record(event);
        await Promise.resolve();
      });

    await record(new NoteTaken(userId, { text: 'a' }), new NoteTaken(userId, { text: 'b' }));
    await record(new NoteCopied(uuidv7(), { text: 'c' }));
    await record(new NoteTaken(userId, { text: 'd' }));

    expect(await databaseOf(api).query(versions)).toEqual([{ userId, version: 2 }]);
  });
});
