import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../database/unit-of-work.js';
import { SteadyStore } from './steady-store.js';

/** Whose data a value is made of, and the version of it that this request has read from the database. */
export interface CacheScope {
  readonly userId: string;
  readonly version: string | number;
}

/**
 * Keeps what is dear to compute. The key holds the user's data version, which moves in the transaction of every change:
 * a reader that was slow stores its value under a version that nobody asks for any more, and nothing has to be deleted.
 */
@Injectable()
export class Cache {
  private readonly loading = new Map<string, Promise<unknown>>();

  constructor(
    private readonly store: SteadyStore,
    private readonly uow: UnitOfWork,
  ) {}

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
    const kept = await this.store.get<T>(key);
    if (kept !== undefined) return kept;
    const value = await load();
    if (value !== undefined) await this.store.set(key, value, ttlMs);
    return value;
  }
}
