const MINUTE_MS = 60_000;
const EVERY_MS = 60 * MINUTE_MS;
const FIRST_RETRY_MS = 2 * MINUTE_MS;
const LONGEST_RETRY_MS = 60 * MINUTE_MS;

/** When a place is refreshed again after a success: in an hour, spread over ten minutes. */
export function nextRefresh(now: Date, random = Math.random()): Date {
  return new Date(now.getTime() + EVERY_MS - random * 10 * MINUTE_MS);
}

/**
 * When a place is tried again after so many failures: after two minutes, then twice as long each time up to an hour, and
 * not before the provider said. Up to half as long again is added, so that places don't come back all at once.
 */
export function nextTry(
  now: Date,
  { failures, retryAfter = 0 }: { failures: number; retryAfter?: number | undefined },
  random = Math.random(),
): Date {
  const ownMs = Math.min(FIRST_RETRY_MS * 2 ** (Math.min(failures, 10) - 1), LONGEST_RETRY_MS);
  const ms = Math.max(ownMs, retryAfter * 1_000);
  return new Date(now.getTime() + ms * (1 + random / 2));
}
