import type { OutboundHead } from '../http-client.contract.js';
import type { RetryBudget } from './retry-budget.js';

/** What came of sending a request once, as far as a gate looks at it. */
export interface Attempted {
  readonly head: OutboundHead;
  /** Milliseconds after which it is sent again; null where the answer stands. */
  readonly waitMs: number | null;
}

/** Stands before a provider or a host: lets calls through as long as there is a place and it is worth trying. */
export interface Gate {
  readonly budget: RetryBudget;
  /** Runs the work when there is a place; throws an `OutboundError` where it may not run at all. */
  enter<T extends Attempted>(work: () => Promise<T>, signal: AbortSignal): Promise<T>;
}
