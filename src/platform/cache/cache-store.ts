import { Keyv } from 'keyv';
import type { Config } from '../../config/config.js';
import { LruStore } from './lru-store.js';

const MEMORY_CHARACTERS = 16_777_216;

/** Redis, shared by all processes, where it is configured; else a bounded part of this process' memory. */
export async function cacheStore({ redis }: Config): Promise<Keyv> {
  if (redis.url === undefined) return new Keyv(new LruStore(MEMORY_CHARACTERS), { namespace: 'cache' });
  // Large, and of no use without Redis.
  const { RedisStore } = await import('./redis-store.js');
  return new Keyv(new RedisStore(redis.url), {
    namespace: 'brainboard:cache',
    useKeyPrefix: false,
    throwOnErrors: true,
  });
}
