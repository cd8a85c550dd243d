import { CACHE_MANAGER } from '@nestjs/cache-manager';
import { Inject, Injectable } from '@nestjs/common';
import type { Cache as CacheManager } from 'cache-manager';
import { UnitOfWork } from '../database/unit-of-work.js';
import { Logger } from '../logging/logger.js';

/** Whose data a value is made of, and the version of it that this request has read from the database. */
export interface CacheScope {
  readonly userId: string;
  readonly version: string | number;
}

const LIMIT_MS = 200;
const PAUSE_MS = 1_000;

/**
 * Keeps what is dear to compute. The key holds the user's data version, which moves in the transaction of every change:
 * a reader that was slow stores its value under a version that nobody asks for any more, and nothing has to be deleted.
 */
@Injectable()
export class Cache {
  private readonly loading = new Map<string, Promise<unknown>>();
  private isAway = false;
  private pausedUntil = 0;

  constructor(
    @Inject(CACHE_MANAGER) private readonly manager: CacheManager,
    private readonly uow: UnitOfWork,
    private readonly logger: Logger,
  ) {
    // cache-manager answers a failed read like a missing value, and tells of it only here.
    manager.on('get', ({ error }) => {
      if (error !== undefined) this.lost(error);
    });
  }

  /**
   * The value of the key at this version of the user's data: kept, or loaded (once for all who wait for it in this
   * process) and kept for so many milliseconds. It must be JSON; undefined is not kept.
   */
  remember<T>(
    { userId, version }: CacheScope,
    key: string,
    ttlMs: number,
    load: () => Promise<T>,
  ): Promise<T> {
    // A transaction sees its own changes, which are nobody else's until it commits.
    if (this.uow.isOpen) return load();
    const fullKey = `${userId}:${version}:${key}`;
    const running = this.loading.get(fullKey) as Promise<T> | undefined;
    if (running) return running;
    const work = this.readOrLoad(fullKey, ttlMs, load).finally(() => this.loading.delete(fullKey));
    this.loading.set(fullKey, work);
    return work;
  }

  private async readOrLoad<T>(key: string, ttlMs: number, load: () => Promise<T>): Promise<T> {
    const kept = await this.attempt(() => this.manager.get<T>(key));
    if (kept !== undefined) return kept;
    const value = await load();
    if (value !== undefined) await this.attempt(() => this.manager.set(key, value, ttlMs));
    return value;
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
