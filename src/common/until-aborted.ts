/**
 * The outcome of work that goes on for others, or a failure as soon as this caller gives up.
 * @param failure made of the signal's reason
 */
export function untilAborted<T>(
  work: Promise<T>,
  signal: AbortSignal | undefined,
  failure: (reason: unknown) => Error,
): Promise<T> {
  if (!signal) return work;
  return new Promise((resolve, reject) => {
    const giveUp = (): void => {
      reject(failure(signal.reason));
    };
    if (signal.aborted) giveUp();
    signal.addEventListener('abort', giveUp, { once: true });
    work.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', giveUp);
    });
  });
}
