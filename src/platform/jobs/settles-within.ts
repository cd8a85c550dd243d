import { setTimeout as delay } from 'node:timers/promises';

/** Waits for the work, but no longer than the limit; whether it was over by then, well or badly. */
export async function settlesWithin(work: Promise<unknown>, limitMs: number): Promise<boolean> {
  const timer = new AbortController();
  const late = delay(limitMs, false, { signal: timer.signal }).catch(() => false);
  const over = work.then(
    () => true,
    () => true,
  );
  try {
    return await Promise.race([over, late]);
  } finally {
    timer.abort();
  }
}
