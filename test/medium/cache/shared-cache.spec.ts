import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createCache } from 'cache-manager';
import { Keyv } from 'keyv';
import { LruStore } from '../../../src/platform/cache/lru-store.js';
import { RedisStore } from '../../../src/platform/cache/redis-store.js';
import { SharedCache } from '../../../src/platform/cache/shared-cache.js';
import { SteadyStore } from '../../../src/platform/cache/steady-store.js';
import { until } from '../../acceptance/until.js';
import { FakeClock } from '../../support/fake-clock.js';
import { describeWithRedis } from '../../support/redis.js';
import { RecordingLogger } from '../jobs/recording-logger.js';
import { RedisServer } from '../jobs/redis-server.js';

const LIFETIME = { freshMs: 60_000, staleMs: 60_000 };

describe('what belongs to no user', () => {
  let clock: FakeClock;
  let log: RecordingLogger;
  let cache: SharedCache;
  let loads: number;
  const load = (): Promise<number> => Promise.resolve(++loads);

  beforeEach(() => {
    clock = new FakeClock('2026-03-10T12:00:00Z');
    log = new RecordingLogger();
    loads = 0;
    const manager = createCache({ stores: [new Keyv(new LruStore(1_000_000))] });
    cache = new SharedCache(new SteadyStore(manager, log), clock, log);
  });

  it('is loaded once for a hundred who ask at once', async () => {
    const values = await Promise.all(Array.from({ length: 100 }, () => cache.remember('a', LIFETIME, load)));

    expect(new Set(values)).toEqual(new Set([1]));
    expect(loads).toBe(1);
  });

  it('is kept while it is fresh, each key for itself', async () => {
    await cache.remember('a', LIFETIME, load);
    clock.advance(59_999);

    expect(await cache.remember('a', LIFETIME, load)).toBe(1);
    expect(await cache.remember('b', LIFETIME, load)).toBe(2);
  });

  it('is given at once when it has aged, and renewed once for all who ask', async () => {
    await cache.remember('a', LIFETIME, load);
    clock.advance(60_000);
    let finish: (value: number) => void = () => undefined;
    let renewals = 0;
    const slow = (): Promise<number> => {
      renewals++;
      return new Promise((resolve) => {
        finish = resolve;
      });
    };

    const aged = await Promise.all(Array.from({ length: 100 }, () => cache.remember('a', LIFETIME, slow)));
    expect(await cache.remember('a', LIFETIME, slow)).toBe(1);

    expect([new Set(aged), renewals]).toEqual([new Set([1]), 1]);
    finish(7);
    expect(
      await until(
        () => cache.remember('a', LIFETIME, load),
        (value) => value !== 1,
      ),
    ).toBe(7);
    expect(loads).toBe(1);
  });

  it('stays as it is where its renewal fails, which the log tells', async () => {
    await cache.remember('a', LIFETIME, load);
    clock.advance(60_000);

    const value = await cache.remember('a', LIFETIME, () => Promise.reject(new Error('away')));

    expect(value).toBe(1);
    await until(
      () => Promise.resolve(log.of('cache.renewal_failed').length),
      (lines) => lines === 1,
    );
    expect(await cache.remember('a', LIFETIME, load)).toBe(1);
  });

  it('is not kept where loading fails: all who wait hear of it, and the next tries again', async () => {
    let attempts = 0;
    const failing = (): Promise<number> => {
      attempts++;
      return Promise.reject(new Error('away'));
    };

    const asked = Array.from({ length: 100 }, () => cache.remember('a', LIFETIME, failing));
    const outcomes = await Promise.allSettled(asked);

    expect(outcomes.every(({ status }) => status === 'rejected')).toBe(true);
    expect(attempts).toBe(1);
    expect(await cache.remember('a', LIFETIME, load)).toBe(1);
  });
});

describeWithRedis('what belongs to no user, in Redis', () => {
  let redis: RedisServer;
  let store: RedisStore;
  let log: RecordingLogger;
  let cache: SharedCache;

  beforeEach(async () => {
    redis = await RedisServer.start();
    store = new RedisStore(redis.url);
    log = new RecordingLogger();
    const keyv = new Keyv(store, { useKeyPrefix: false, throwOnErrors: true });
    const manager = createCache({ stores: [keyv] });
    cache = new SharedCache(new SteadyStore(manager, log), new FakeClock('2026-03-10T12:00:00Z'), log);
  });

  afterEach(async () => {
    await store.disconnect().catch(() => undefined);
    await redis.down();
  });

  it('is loaded where Redis is away, once for all who ask at once', async () => {
    await redis.down();
    let loads = 0;
    const load = (): Promise<number> => Promise.resolve(++loads);

    const values = await Promise.all(Array.from({ length: 100 }, () => cache.remember('a', LIFETIME, load)));

    expect(new Set(values)).toEqual(new Set([1]));
    expect(log.of('cache.away')).toHaveLength(1);
  });
});
