import { RateLimiterMemory, RateLimiterRes, type RateLimiterAbstract } from 'rate-limiter-flexible';
import type { Logger } from '../logging/logger.js';

/** A number of requests per window of time. */
export interface RateLimit {
  readonly quota: number;
  readonly windowSeconds: number;
}

/** What is left of a limit after a request. */
export interface RateUse extends RateLimit {
  readonly remaining: number;
  /** Seconds until the whole quota is there again. */
  readonly resetSeconds: number;
  readonly isExceeded: boolean;
}

const PAUSE_MS = 2_000;

/** Counts requests by key in a shared store; in memory, for a moment, when the store fails. */
export class RateCounter {
  private readonly memory: RateLimiterMemory;
  private isAway = false;
  private pausedUntil = 0;

  /** @param shared the store that processes share; without one, each process counts for itself */
  constructor(
    private readonly limit: RateLimit,
    private readonly logger: Logger,
    private readonly shared?: RateLimiterAbstract,
  ) {
    this.memory = new RateLimiterMemory({ points: limit.quota, duration: limit.windowSeconds });
  }

  async consume(key: string): Promise<RateUse> {
    const shared = performance.now() < this.pausedUntil ? undefined : this.shared;
    if (!shared) return this.useOf(await outcomeOf(this.memory.consume(key)));
    try {
      const outcome = await outcomeOf(shared.consume(key));
      if (this.isAway) this.logger.info({}, 'rate_limit.store_reconnected');
      this.isAway = false;
      return this.useOf(outcome);
    } catch (error) {
      // One request finds out that the store is away or slow; the others do not wait for it.
      this.pausedUntil = performance.now() + PAUSE_MS;
      if (!this.isAway) this.logger.warn({ err: error }, 'rate_limit.store_failed');
      this.isAway = true;
      return this.useOf(await outcomeOf(this.memory.consume(key)));
    }
  }

  private useOf({ consumedPoints, msBeforeNext }: RateLimiterRes): RateUse {
    return {
      ...this.limit,
      remaining: Math.max(0, this.limit.quota - consumedPoints),
      resetSeconds: Math.max(1, Math.ceil(msBeforeNext / 1_000)),
      isExceeded: consumedPoints > this.limit.quota,
    };
  }
}

/** The library rejects with the same facts when the limit is exceeded. */
async function outcomeOf(consumed: Promise<RateLimiterRes>): Promise<RateLimiterRes> {
  try {
    return await consumed;
  } catch (reason) {
    if (reason instanceof RateLimiterRes) return reason;
    throw reason;
  }
}
