import { setTimeout as sleep } from 'node:timers/promises';
import type { Access, AccessEnd } from '../auth/access.js';

/** One event of a `text/event-stream`. */
export interface StreamEvent {
  readonly event: string;
  /** Where to go on after it, for `Last-Event-ID`; left out where one can't. */
  readonly id?: string;
  /** Becomes JSON. */
  readonly data: unknown;
}

/** To be told every few seconds, so that nobody between takes the connection for dead. */
export const HEARTBEAT = Symbol('HEARTBEAT');

/** An answer that goes on: events as they come, until there are no more. */
export class EventStreamReply {
  constructor(readonly events: AsyncIterable<StreamEvent | typeof HEARTBEAT>) {}
}

/** How soon an answer ends after its session. */
const CHECK_MS = 1_000;
const SHORTEST_MS = 20;

/** The events until access ends, which is then said by a last one, `end`. */
export async function* whileAccessLasts(
  events: AsyncIterable<StreamEvent | typeof HEARTBEAT>,
  access: Access,
): AsyncGenerator<StreamEvent | typeof HEARTBEAT> {
  const iterator = events[Symbol.asyncIterator]();
  const over = new AbortController();
  const ended = endOf(access, over.signal);
  try {
    for (;;) {
      const outcome = await Promise.race([iterator.next(), ended]);
      if ('code' in outcome) {
        yield { event: 'end', data: outcome };
        return;
      }
      if (outcome.done) return;
      yield outcome.value;
    }
  } finally {
    over.abort();
    // It may be waiting for its next event, which nobody waits for any more.
    void iterator.return?.(undefined).catch(() => undefined);
  }
}

/** The end of access; never where nobody waits for it any more. */
async function endOf(access: Access, signal: AbortSignal): Promise<AccessEnd> {
  for (;;) {
    await sleep(Math.max(SHORTEST_MS, Math.min(access.msLeft(), CHECK_MS)), undefined, { signal }).catch(
      () => undefined,
    );
    if (signal.aborted) return new Promise(() => undefined);
    // A database that does not answer ends no session; the token's end is known without it.
    const end = await access.check().catch(() => null);
    if (end) return end;
  }
}

/**
 * The events as they go over the wire. JSON has no line feeds, so each is one line of data.
 * @param isOver whether the server wants to end, asked with each event; clients come back and go on elsewhere
 */
export async function* eventStreamText(
  events: AsyncIterable<StreamEvent | typeof HEARTBEAT>,
  isOver: () => boolean,
): AsyncGenerator<string> {
  for await (const next of events) {
    if (isOver()) return;
    if (next === HEARTBEAT) yield ':\n\n';
    else {
      const id = next.id === undefined ? '' : `id: ${next.id}\n`;
      yield `event: ${next.event}\n${id}data: ${JSON.stringify(next.data)}\n\n`;
    }
  }
}
