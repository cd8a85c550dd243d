import {
  CircuitState,
  DelegateBackoff,
  circuitBreaker,
  handleWhen,
  isBrokenCircuitError,
  type CircuitBreakerPolicy,
  type IHalfOpenAfterBackoffContext,
} from 'cockatiel';
import { OutboundError } from '../http-client.errors.js';
import { isTheirFault, isTrouble, retryAfterMs } from './failures.js';
import type { Attempted } from './gate.contract.js';
import { TripRule } from './trip-rule.js';

const LONGEST_OWN_REST_MS = 60_000;

/** What a breaker does: lets calls through, none, or one to try. */
export type BreakerState = 'closed' | 'open' | 'half_open';

/** When a breaker opens, and for how long; see `ProviderLimits`. */
export interface BreakerLimits {
  readonly consecutiveFailures: number;
  readonly restMs: number;
  readonly longestRestMs: number;
}

/**
 * Leaves a provider alone after repeated failures, then lets one call try; that it succeeds lets all others follow. One
 * that says when to come back is left alone until then, whatever came before.
 */
export class Breaker {
  private readonly policy: CircuitBreakerPolicy;
  private restsUntil = 0;

  constructor(private readonly limits: BreakerLimits) {
    const failures = handleWhen((error) => isTheirFault(error) || this.isProbeGivenUp(error)).orWhenResult(
      (outcome) => isAttempted(outcome) && isTrouble(outcome.head),
    );
    this.policy = circuitBreaker(failures, {
      breaker: new TripRule(limits.consecutiveFailures),
      halfOpenAfter: new DelegateBackoff((context) => this.ownRest(context)),
    });
  }

  get state(): BreakerState {
    if (this.restsForMs > 0) return 'open';
    // The policy itself learns that its rest is over only from the next call.
    return this.policy.state === CircuitState.Closed ? 'closed' : 'half_open';
  }

  /** Milliseconds until a call may try again; 0 where one may now. */
  get restsForMs(): number {
    return Math.max(0, this.restsUntil - performance.now());
  }

  /** Throws where a call would be refused, so that none queues for that. */
  requirePassable(): void {
    if (this.restsForMs > 0) throw this.refusal();
  }

  /** @param signal ends the wait for another call's probe */
  async pass<T extends Attempted>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
    // A rest may have begun while the call waited for its place.
    this.requirePassable();
    try {
      const attempted = await this.policy.execute(work, signal);
      this.obey(attempted);
      return attempted;
    } catch (error) {
      throw isBrokenCircuitError(error) ? this.refusal(error) : error;
    }
  }

  private refusal(cause?: unknown): OutboundError {
    return new OutboundError('upstream_unavailable', cause, Math.max(1, Math.ceil(this.restsForMs / 1_000)));
  }

  private ownRest({ attempt }: IHalfOpenAfterBackoffContext): number {
    return this.rest(Math.min(this.limits.restMs * 2 ** (attempt - 1), LONGEST_OWN_REST_MS));
  }

  /** Where the call itself waits and is sent again, nobody else has to wait as long as calls go through. */
  private obey({ head, waitMs }: Attempted): void {
    if (!isTrouble(head) || (waitMs !== null && this.policy.state === CircuitState.Closed)) return;
    this.rest(retryAfterMs(head) ?? 0);
  }

  private rest(wishedMs: number): number {
    const ms = Math.min(wishedMs, this.limits.longestRestMs);
    this.restsUntil = Math.max(this.restsUntil, performance.now() + ms);
    return ms;
  }

  /** A probe that its caller ended proves nothing, and must not let everyone through. */
  private isProbeGivenUp(error: unknown): boolean {
    return (
      this.policy.state === CircuitState.HalfOpen &&
      error instanceof OutboundError &&
      error.code === 'upstream_cancelled'
    );
  }
}

function isAttempted(value: unknown): value is Attempted {
  return typeof value === 'object' && value !== null && 'head' in value;
}
