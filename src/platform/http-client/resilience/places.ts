import { bulkhead, isBulkheadRejectedError, type BulkheadPolicy } from 'cockatiel';
import { OutboundError } from '../http-client.errors.js';

/** How many calls run at once, and how many wait. */
export interface PlaceLimits {
  readonly concurrent: number;
  readonly queued: number;
}

/** A bounded number of calls at once, and a bounded queue before it. */
export class Places {
  private readonly policy: BulkheadPolicy;

  constructor(private readonly limits: PlaceLimits) {
    this.policy = bulkhead(limits.concurrent, limits.queued);
  }

  /** Calls that run now. */
  get active(): number {
    return this.limits.concurrent - this.policy.executionSlots;
  }

  /** Calls that wait for a place. */
  get queued(): number {
    return this.limits.queued - this.policy.queueSlots;
  }

  async take<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
    try {
      // Not by its own signal: cockatiel 3.2.1 stops working off its queue at a call that was given up.
      return await this.policy.execute(() => {
        signal.throwIfAborted();
        return work();
      });
    } catch (error) {
      throw isBulkheadRejectedError(error) ? new OutboundError('upstream_overloaded', error) : error;
    }
  }
}
