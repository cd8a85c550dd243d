import type { OutboundStream } from './http-client.contract.js';
import { toOutboundError } from './http-client.errors.js';
import { unpacked } from './response-body.js';
import type { RunningAnswer } from './resilience/run-attempts.js';
import type { OpenAnswer } from './transport.js';

/** An answer whose body is read as it comes, and how to learn when that is over. */
export function openStream(
  { raw, ...head }: OpenAnswer,
  maxBytes: number,
  signal: AbortSignal,
): RunningAnswer<OutboundStream> {
  const failure = (error: unknown): unknown => (signal.aborted ? signal.reason : toOutboundError(error));
  const ended = new Promise<void>((resolve, reject) => {
    raw.once('close', () => {
      // A reader who has enough leaves: that ends a stream as well as any other end.
      const error = raw.errored ? failure(raw.errored) : null;
      if (error instanceof Error) reject(error);
      else resolve();
    });
  });
  // Whoever waits hears of it; an answer that is sent again has nobody who does.
  ended.catch(() => undefined);
  let bytes = 0;
  const body = async function* (): AsyncGenerator<Buffer, void, undefined> {
    try {
      for await (const piece of unpacked(raw, head.headers, maxBytes)) {
        bytes += piece.length;
        yield piece;
      }
    } catch (error) {
      throw failure(error);
    } finally {
      raw.destroy();
    }
  };
  return { answer: { ...head, body: body() }, bytes: () => bytes, ended, discard: () => raw.destroy() };
}
