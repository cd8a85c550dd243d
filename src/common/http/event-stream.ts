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
