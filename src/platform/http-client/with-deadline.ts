import { OutboundError, type OutboundErrorCode } from './http-client.errors.js';

/**
 * Runs the work until it is done, the time is over or the caller gives up, whichever comes first. undici notices an
 * abort only once it has a connection, so the race is what ends a hanging look-up or connect in time.
 */
export async function withDeadline<T>(
  milliseconds: number,
  caller: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  if (caller?.aborted) throw new OutboundError('upstream_cancelled', caller.reason);

  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let giveUp = (): void => undefined;
  const ended = new Promise<never>((_resolve, reject) => {
    const end = (code: OutboundErrorCode): void => {
      const error = new OutboundError(code, caller?.reason);
      controller.abort(error);
      reject(error);
    };
    timer = setTimeout(end, milliseconds, 'upstream_timeout');
    giveUp = () => {
      end('upstream_cancelled');
    };
  });
  caller?.addEventListener('abort', giveUp);
  try {
    return await Promise.race([work(controller.signal), ended]);
  } finally {
    clearTimeout(timer);
    caller?.removeEventListener('abort', giveUp);
  }
}
