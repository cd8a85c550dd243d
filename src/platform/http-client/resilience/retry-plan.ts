import { ExponentialBackoff, type IBackoff } from 'cockatiel';
import type { Deadline } from '../deadline.js';
import type { OutboundHead, OutboundRequest } from '../http-client.contract.js';
import { OutboundError } from '../http-client.errors.js';
import { isTransient, neverConnected, retryAfterMs } from './failures.js';
import type { RetryBudget } from './retry-budget.js';

const MOST_WAIT_MS = 2_000;
const PROVIDER_RETRIES = 2;
const PAGE_RETRIES = 1;

/** Decides whether a call is sent again, and after how long: only what is safe, paid for, and can still be in time. */
export class RetryPlan {
  private sentAgain = 0;
  private isClosed = false;
  private backoff: IBackoff<undefined> | null = null;
  private readonly isSafe: boolean;
  private readonly most: number;

  constructor(
    request: Pick<OutboundRequest, 'method' | 'provider' | 'idempotent'>,
    private readonly budget: RetryBudget,
    private readonly deadline: Pick<Deadline, 'remainingMs'>,
    private readonly firstWaitMs: number,
  ) {
    const { method = 'GET', provider, idempotent = method === 'GET' || method === 'HEAD' } = request;
    this.isSafe = provider !== undefined && idempotent;
    this.most = provider === undefined ? PAGE_RETRIES : PROVIDER_RETRIES;
    budget.earn();
  }

  /** How often the call was sent again. */
  get retries(): number {
    return this.sentAgain;
  }

  /** Milliseconds to wait before it is sent again; null where this answer has to do. */
  afterAnswer(answer: OutboundHead): number | null {
    return this.isSafe && isTransient(answer) ? this.next(retryAfterMs(answer) ?? 0) : null;
  }

  /** Milliseconds to wait before it is sent again; null where the error has to be told. */
  afterError(error: unknown): number | null {
    const wasBroken = error instanceof OutboundError && error.code === 'upstream_unreachable';
    return neverConnected(error) || (this.isSafe && wasBroken) ? this.next(0) : null;
  }

  /** The caller has the beginning of the answer: from here on nothing is sent again. */
  close(): void {
    this.isClosed = true;
  }

  private next(leastMs: number): number | null {
    if (this.isClosed || this.sentAgain >= this.most) return null;
    this.backoff = (
      this.backoff ?? new ExponentialBackoff({ initialDelay: this.firstWaitMs, maxDelay: MOST_WAIT_MS })
    ).next(undefined);
    const waitMs = Math.max(this.backoff.duration, leastMs);
    if (waitMs >= this.deadline.remainingMs || !this.budget.spend()) return null;
    this.sentAgain++;
    return waitMs;
  }
}
