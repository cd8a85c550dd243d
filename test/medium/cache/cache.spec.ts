import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { uuidv7 } from '../../../src/common/ids/uuid.js';
import { Cache } from '../../../src/platform/cache/cache.js';
import { Database, statement } from '../../../src/platform/database/database.js';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work.js';
import { describeWithRedis } from '../../support/redis.js';
import { cloneDatabase } from '../../support/template-database.js';
import { startProgram, type Program } from '../jobs/program.js';
import { RedisServer } from '../jobs/redis-server.js';

const TTL_MS = 60_000;
const TABLE = statement(
  'rows.table',
  'CREATE TABLE IF NOT EXISTS rows (user_id uuid PRIMARY KEY, value int NOT NULL)',
);
const READ_VERSION = statement('rows.version', 'SELECT version FROM data_versions WHERE user_id = $1');
const READ_ROW = statement('rows.read', 'SELECT value FROM rows WHERE user_id = $1');
const ADD = statement(
  'rows.add',
  `WITH version AS (INSERT INTO data_versions (user_id, version) VALUES ($1, 1))
   INSERT INTO rows (user_id, value) VALUES ($1, 0)`,
);
const CHANGE = statement(
  'rows.change',
  'UPDATE rows SET value = value + 1 WHERE user_id = $1 RETURNING value',
);
const MOVE_VERSION = statement(
  'rows.move',
  'UPDATE data_versions SET version = version + 1 WHERE user_id = $1',
);

const stores = ['memory', ...(process.env.TEST_REDIS_URL === undefined ? [] : ['redis'])];

describe.each(stores)('the cache in %s', (store) => {
  let redis: RedisServer | undefined;
  let clone: Awaited<ReturnType<typeof cloneDatabase>>;
  let program: Program;
  let other: Program;
  let userId: string;

  beforeAll(async () => {
    redis = store === 'redis' ? await RedisServer.start() : undefined;
    clone = await cloneDatabase();
    const start = (): Promise<Program> =>
      startProgram({ databaseUrl: clone.url, redisUrl: redis?.url, role: 'api' });
    [program, other] = [await start(), await start()];
    await program.module.get(Database).query(TABLE);
  });

  afterAll(async () => {
    await program.close();
    await other.close();
    await clone.drop();
    await redis?.down();
  });

  beforeEach(async () => {
    userId = uuidv7();
    await program.module.get(Database).query(ADD, [userId]);
  });

  const remember = <T>(
    version: number,
    load: () => Promise<T>,
    { module } = program,
    key = 'k',
    ttl = TTL_MS,
  ): Promise<T> => module.get(Cache).remember({ userId, version }, key, ttl, load);

  /** Reads the row as a request does: the version first, then through the cache. */
  const read = async (
    { module }: Program,
    hold = (): Promise<void> => Promise.resolve(),
  ): Promise<number> => {
    const database = module.get(Database);
    const found = await database.one<{ version: string }>(READ_VERSION, [userId]);
    return module.get(Cache).remember({ userId, version: found!.version }, 'row', TTL_MS, async () => {
      const row = await database.one<{ value: number }>(READ_ROW, [userId]);
      await hold();
      return row!.value;
    });
  };

  const write = ({ module }: Program): Promise<number> =>
    module.get(UnitOfWork).run(async () => {
      const row = await module.get(Database).one<{ value: number }>(CHANGE, [userId]);
      await module.get(Database).query(MOVE_VERSION, [userId]);
      return row!.value;
    });

  it('loads once, and keeps the value by user, version and key', async () => {
    const load = jest.fn(() => Promise.resolve({ list: [1, null, 'ä'] }));

    const first = await remember(1, load);
    const second = await remember(1, load);
    await remember(2, load);
    await remember(1, load, program, 'another');

    expect(second).toEqual(first);
    expect(load).toHaveBeenCalledTimes(3);
  });

  it('keeps null, and does not keep undefined', async () => {
    const none = jest.fn(() => Promise.resolve(null));
    const nothing = jest.fn(() => Promise.resolve<number | undefined>(undefined));

    await remember(1, none);
    expect(await remember(1, none)).toBeNull();
    await remember(2, nothing);
    const answer = await remember(2, nothing);
    expect(answer).toBeUndefined();

    expect(none).toHaveBeenCalledTimes(1);
    expect(nothing).toHaveBeenCalledTimes(2);
  });

  it('loads once for all who wait, and gives an error to all of them without keeping it', async () => {
    let fail: (error: Error) => void = () => undefined;
    const load = jest.fn(
      () =>
        new Promise<number>((_, reject) => {
          fail = reject;
        }),
    );

    const waiting = [remember(1, load), remember(1, load), remember(1, load)];
    while (load.mock.calls.length === 0) await new Promise(setImmediate);
    fail(new Error('no'));
    const settled = await Promise.allSettled(waiting);

    expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(load).toHaveBeenCalledTimes(1);
    expect(await remember(1, () => Promise.resolve(7))).toBe(7);
  });

  it('forgets a value after its time', async () => {
    const load = jest.fn(() => Promise.resolve(1));
    await remember(1, load, program, 'brief', 30);

    while (load.mock.calls.length < 2) await remember(1, load, program, 'brief', 30);

    expect(load).toHaveBeenCalledTimes(2);
  });

  it('is left aside inside a unit of work, which sees what nobody else may', async () => {
    const uow = program.module.get(UnitOfWork);
    const load = jest.fn(() => Promise.resolve(1));

    await uow.run(() => remember(1, load));
    await remember(1, load);

    expect(load).toHaveBeenCalledTimes(2);
  });

  it('never shows a value that a slow reader put back', async () => {
    let go: () => void = () => undefined;
    const isReleased = new Promise<void>((resolve) => (go = resolve));
    let slow: Promise<number> | undefined;
    await new Promise<void>((hasRead) => {
      const hold = (): Promise<void> => {
        hasRead();
        return isReleased;
      };
      slow = read(program, hold);
    });

    const written = await write(other);
    go();

    expect(await slow).toBe(written - 1);
    expect(await read(program)).toBe(written);
    expect(await read(other)).toBe(written);
  });

  it('is never stale in 1,000 random interleavings of two processes', async () => {
    let stale = 0;
    const random = (limit: number): number => Math.floor(Math.random() * limit);
    const pause = async (): Promise<void> => {
      for (let i = random(4); i > 0; i -= 1) await new Promise(setImmediate);
    };
    const programs = [program, other];

    for (let round = 0; round < 1_000; round += 1) {
      let committed = 0;
      const work = Array.from({ length: 3 }, async (_, i) => {
        const chosen = programs[random(2)]!;
        await pause();
        if (i === 0) {
          committed = await write(chosen);
          return;
        }
        const atLeast = committed;
        if ((await read(chosen, pause)) < atLeast) stale += 1;
      });
      await Promise.all(work);
      if ((await read(programs[random(2)]!)) !== committed) stale += 1;
    }

    expect(stale).toBe(0);
  });

  if (store === 'redis')
    it('is shared by processes', async () => {
      await remember(1, () => Promise.resolve('from one'), program);

      expect(await remember(1, () => Promise.resolve('from the other'), other)).toBe('from one');
    });
});

describeWithRedis('the cache when Redis is away', () => {
  let redis: RedisServer;
  let clone: Awaited<ReturnType<typeof cloneDatabase>>;
  let program: Program;
  const scope = { userId: uuidv7(), version: 1 };

  beforeEach(async () => {
    redis = await RedisServer.start();
    clone = await cloneDatabase();
    program = await startProgram({ databaseUrl: clone.url, redisUrl: redis.url, role: 'api' });
  });

  afterEach(async () => {
    await program.close();
    await clone.drop();
    await redis.down();
  });

  const remember = (key: string): Promise<string> =>
    program.module.get(Cache).remember(scope, key, TTL_MS, () => Promise.resolve(`loaded ${key}`));

  it('loads, says so once, and works again when Redis is back', async () => {
    await redis.down();
    for (let i = 0; i < 20; i += 1) expect(await remember(`key ${i}`)).toBe(`loaded key ${i}`);
    expect(program.log.of('cache.away')).toHaveLength(1);

    await redis.up();
    for (let i = 0; program.log.of('cache.back').length === 0; i += 1) {
      await remember(`again ${i}`);
      await new Promise(setImmediate);
    }

    expect(program.log.of('cache.away')).toHaveLength(1);
  });

  it('loads when Redis hangs', async () => {
    await remember('warm');
    await redis.freeze();

    expect(await remember('cold')).toBe('loaded cold');
    expect(await remember('cold too')).toBe('loaded cold too');

    expect(program.log.of('cache.away')).toHaveLength(1);
    await redis.thaw();
  });

  it('loads when the program stops, and leaves no connection behind', async () => {
    await remember('before');
    const cache = program.module.get(Cache);
    await program.close();

    expect(await cache.remember(scope, 'after', TTL_MS, () => Promise.resolve('still answered'))).toBe(
      'still answered',
    );
  });
});
