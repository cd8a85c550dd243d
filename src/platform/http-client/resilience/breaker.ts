import {
  CircuitState,
  DelegateBackoff,
  circuitBreaker,
  handleWhen,
  isBrokenCircuitError,
  type CircuitBreakerPolicy,
  type IHalfOpenAfterBackoffContext,
} from 'cockatiel';
import type { OutboundHead } from '../http-client.contract.js';
import { OutboundError } from '../http-client.errors.js';
import { isTheirFault, isTrouble, retryAfterMs } from './failures.js';
import { TripRule } from './trip-rule.js';

const LONGEST_REST_MS = 60_000;
const LONGEST_ASKED_REST_MS = 300_000;

/** What a breaker does: lets calls through, none, or one to try. */
export type BreakerState = 'closed' | 'open' | 'half_open';

interface Outcome {
  readonly head: OutboundHead;
}

/** Leaves a provider alone after repeated failures, then lets one call try; that it succeeds lets all others follow. */
export class Breaker {
  private readonly policy: CircuitBreakerPolicy;
  private restsUntil = 0;

  constructor({ consecutiveFailures, restMs }: { consecutiveFailures: number; restMs: number }) {
    const failures = handleWhen((error) => isTheirFault(error) || this.isProbeGivenUp(error)).orWhenResult(
      (outcome) => isOutcome(outcome) && isTrouble(outcome.head),
    );
    this.policy = circuitBreaker(failures, {
      breaker: new TripRule(consecutiveFailures),
      halfOpenAfter: new DelegateBackoff((context) => this.rest(restMs, context)),
    });
  }

  get state(): BreakerState {
    if (this.policy.state === CircuitState.Closed) return 'closed';
    return this.policy.state === CircuitState.Open ? 'open' : 'half_open';
  }

  /** Milliseconds until a call may try again; 0 where one may now. */
  get restsForMs(): number {
    return this.state === 'open' ? Math.max(0, this.restsUntil - performance.now()) : 0;
  }

  /** Throws where a call would be refused, so that none queues for that. */
  requirePassable(): void {
    if (this.restsForMs > 0) throw this.refusal();
  }

  /** @param signal ends the wait for another call's probe */
  async pass<T extends Outcome>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
    try {
      return await this.policy.execute(work, signal);
    } catch (error) {
      throw isBrokenCircuitError(error) ? this.refusal(error) : error;
    }
  }

  private refusal(cause?: unknown): OutboundError {
    return new OutboundError('upstream_unavailable', cause, Math.max(1, Math.ceil(this.restsForMs / 1_000)));
  }

  private rest(restMs: number, { attempt, result }: IHalfOpenAfterBackoffContext): number {
    const ownMs = Math.min(restMs * 2 ** (attempt - 1), LONGEST_REST_MS);
    const askedMs = 'value' in result && isOutcome(result.value) ? (retryAfterMs(result.value.head) ?? 0) : 0;
    const ms = Math.max(ownMs, Math.min(askedMs, LONGEST_ASKED_REST_MS));
    this.restsUntil = performance.now() + ms;
    return ms;
  }

  /** A probe that its caller ended proves nothing, and must not let everyone through. */
  private isProbeGivenUp(error: unknown): boolean {
    return (
      this.state === 'half_open' && error instanceof OutboundError && error.code === 'upstream_cancelled'
    );
  }
}

function isOutcome(value: unknown): value is Outcome {
  return typeof value === 'object' && value !== null && 'head' in value;
}
