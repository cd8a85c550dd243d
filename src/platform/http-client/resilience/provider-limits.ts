/** How much of a provider's trouble is ours, and for how long. */
export interface ProviderLimits {
  /** Calls at once. */
  readonly concurrent: number;
  /** Calls that may wait for a place; beyond, a call fails at once. */
  readonly queued: number;
  /** Failures in a row that open the breaker. */
  readonly consecutiveFailures: number;
  /** The first rest of an open breaker; each probe that fails doubles it, up to a minute. */
  readonly restMs: number;
  /** The longest rest, also where a provider asks for more. */
  readonly longestRestMs: number;
  /** The first wait before a call is sent again. */
  readonly retryMs: number;
}

export const PROVIDER_LIMITS: ProviderLimits = {
  concurrent: 16,
  queued: 100,
  consecutiveFailures: 5,
  restMs: 5_000,
  longestRestMs: 300_000,
  retryMs: 100,
};

/** A page's host gets few places, so that one slow site can't take them all. */
export const HOST_PLACES = { concurrent: 6, queued: 50 };
