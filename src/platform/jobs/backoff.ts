const LONGEST_MS = 3_600_000;

/**
 * Milliseconds to wait after the given number of failures (1 or more): doubled each time, at most an hour, and spread by
 * a quarter up and down so that what failed together does not come back together.
 *
 * @param random from 0 up to 1
 */
export function backoffDelay(backoffMs: number, failures: number, random = Math.random()): number {
  const delay = Math.min(backoffMs * 2 ** (failures - 1), LONGEST_MS);
  return Math.round(delay * (0.75 + random / 2));
}
