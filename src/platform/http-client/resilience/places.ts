import { bulkhead, isBulkheadRejectedError, isTaskCancelledError, type BulkheadPolicy } from 'cockatiel';
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
      return await this.policy.execute(work, signal);
    } catch (error) {
      if (isBulkheadRejectedError(error)) throw new OutboundError('upstream_overloaded', error);
      // Its place came when it had given up waiting; the signal says why it had.
      throw isTaskCancelledError(error) ? signal.reason : error;
    }
  }
}
