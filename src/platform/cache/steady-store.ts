import type { Cache as CacheManager } from 'cache-manager';
import type { Logger } from '../logging/logger.js';

const LIMIT_MS = 200;
const PAUSE_MS = 1_000;

/** The store behind the caches: where it is away or slow, it holds nothing for a moment and delays nobody. */
export class SteadyStore {
  private isAway = false;
  private pausedUntil = 0;

  constructor(
    private readonly manager: CacheManager,
    private readonly logger: Logger,
  ) {
    // cache-manager answers a failed read like a missing value, and tells of it only here.
    manager.on('get', ({ error }) => {
      if (error !== undefined) this.lost(error);
    });
  }

  get<T>(key: string): Promise<T | undefined> {
    return this.attempt(() => this.manager.get<T>(key));
  }

  async set(key: string, value: unknown, ttlMs: number): Promise<void> {
    await this.attempt(() => this.manager.set(key, value, ttlMs));
  }

  /** Undefined where the store is away; then it is left alone for a moment, so that not every request waits for it. */
  private async attempt<T>(command: () => Promise<T>): Promise<T | undefined> {
    if (performance.now() < this.pausedUntil) return undefined;
    try {
      const answer = await inTime(command());
      if (this.isAway && performance.now() >= this.pausedUntil) this.found();
      return answer;
    } catch (error) {
      this.lost(error);
      return undefined;
    }
  }

  private lost(error: unknown): void {
    this.pausedUntil = performance.now() + PAUSE_MS;
    if (this.isAway) return;
    this.isAway = true;
    this.logger.warn({ err: error }, 'cache.away');
  }

  private found(): void {
    this.isAway = false;
    this.logger.info({}, 'cache.back');
  }
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`no answer after ${LIMIT_MS} ms`));
    }, LIMIT_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
