import type { OutboundErrorCode } from '../http-client.errors.js';
import type { BreakerState } from './breaker.js';

/** Upper bounds of the latency buckets, in milliseconds; what is slower is in none but the count. */
const BUCKETS_MS = [50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000] as const;

/** What became of the calls to one provider since the process started. */
export interface ProviderCounts {
  readonly calls: number;
  /** Calls that had no answer, by reason; those that the breaker refused are `upstream_unavailable`. */
  readonly errors: Readonly<Record<string, number>>;
  /** Answers by the first digit of their status: `2xx`. */
  readonly statuses: Readonly<Record<string, number>>;
  readonly retries: number;
  readonly latencyMs: {
    readonly sum: number;
    readonly most: number;
    /** Calls that took at most so many milliseconds. */
    readonly atMost: Readonly<Record<string, number>>;
  };
}

/** A provider as it is now. */
export interface ProviderReport extends ProviderCounts {
  readonly provider: string;
  readonly breaker: BreakerState;
  /** Until the breaker lets a call try again; 0 where it does now. */
  readonly restsForMs: number;
  readonly active: number;
  readonly queued: number;
}

/** One call that is over. */
export interface MeteredCall {
  readonly status: number | null;
  readonly error: OutboundErrorCode | 'internal' | null;
  readonly retries: number;
  readonly tookMs: number;
}

/** Counts the calls to one provider, in memory. */
export class ProviderMeter {
  private calls = 0;
  private retries = 0;
  private sum = 0;
  private most = 0;
  private readonly errors = new Map<string, number>();
  private readonly statuses = new Map<string, number>();
  private readonly atMost = new Map<string, number>(BUCKETS_MS.map((bound) => [String(bound), 0]));

  record({ status, error, retries, tookMs }: MeteredCall): void {
    this.calls++;
    this.retries += retries;
    this.sum += tookMs;
    this.most = Math.max(this.most, tookMs);
    if (error !== null) increase(this.errors, error);
    if (status !== null) increase(this.statuses, `${Math.floor(status / 100)}xx`);
    for (const bound of BUCKETS_MS) if (tookMs <= bound) increase(this.atMost, String(bound));
  }

  get counts(): ProviderCounts {
    return {
      calls: this.calls,
      errors: Object.fromEntries(this.errors),
      statuses: Object.fromEntries(this.statuses),
      retries: this.retries,
      latencyMs: { sum: this.sum, most: this.most, atMost: Object.fromEntries(this.atMost) },
    };
  }
}

function increase(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
