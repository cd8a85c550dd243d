import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/time/clock.js';
import { Logger } from '../logging/logger.js';
import { SteadyStore } from './steady-store.js';

/** How long a value is good, and how long after that it is still better than waiting. */
export interface Lifetime {
  readonly freshMs: number;
  readonly staleMs: number;
}

interface Kept<T> {
  readonly value: T;
  /** Milliseconds since 1970. */
  readonly freshUntil: number;
}

/**
 * Keeps what belongs to no user, such as answers from outside. A value that has aged is given at once while a new one is
 * loaded, so that only the first who asks ever waits.
 */
@Injectable()
export class SharedCache {
  private readonly loading = new Map<string, Promise<unknown>>();

  constructor(
    private readonly store: SteadyStore,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  /** The value of the key: kept, or loaded once for all who wait for it in this process. It must be JSON. */
  async remember<T>(key: string, lifetime: Lifetime, load: () => Promise<T>): Promise<T> {
    // Whoever comes while it is read or loaded joins before anything is awaited.
    const running = this.loading.get(key) as Promise<T> | undefined;
    if (running) return running;
    return this.once(key, () => this.readOrLoad(key, lifetime, load));
  }

  private async readOrLoad<T>(key: string, lifetime: Lifetime, load: () => Promise<T>): Promise<T> {
    const kept = await this.store.get<Kept<T>>(key);
    if (!kept) return this.load(key, lifetime, load);
    if (kept.freshUntil <= this.clock.now().getTime()) this.renew(key, lifetime, load);
    return kept.value;
  }

  private async load<T>(key: string, { freshMs, staleMs }: Lifetime, load: () => Promise<T>): Promise<T> {
    const value = await load();
    const kept: Kept<T> = { value, freshUntil: this.clock.now().getTime() + freshMs };
    await this.store.set(key, kept, freshMs + staleMs);
    return value;
  }

  /** Nobody waits for it, so nobody hears of its failure but the log. */
  private renew<T>(key: string, lifetime: Lifetime, load: () => Promise<T>): void {
    const renewal = `${key}:renewal`;
    if (this.loading.has(renewal)) return;
    this.once(renewal, () => this.load(key, lifetime, load)).catch((error: unknown) => {
      this.logger.warn({ err: error }, 'cache.renewal_failed');
    });
  }

  private once<T>(key: string, work: () => Promise<T>): Promise<T> {
    const running = work().finally(() => this.loading.delete(key));
    this.loading.set(key, running);
    return running;
  }
}
