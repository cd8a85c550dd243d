/** One event of a stream, its data parsed. */
export interface ReceivedEvent {
  readonly event: string;
  readonly id: string | undefined;
  readonly data: Record<string, unknown>;
}

/** Reads a `text/event-stream` event by event; comments are passed over. */
export class EventReader {
  private rest = '';
  private readonly reader: ReadableStreamDefaultReader<string>;
  readonly headers: Headers;

  private constructor({ headers, body }: Response) {
    if (!body) throw new Error('the answer has no body');
    this.headers = headers;
    this.reader = body.pipeThrough(new TextDecoderStream()).getReader();
  }

  /** @param url of the stream, from the scheme on */
  static async open(url: string, headers: Record<string, string>): Promise<EventReader> {
    const response = await fetch(url, { headers });
    if (response.status !== 200) throw new Error(`the stream was answered ${response.status}`);
    return new EventReader(response);
  }

  /** The next event; undefined at the end of the stream. */
  async next(): Promise<ReceivedEvent | undefined> {
    for (;;) {
      const end = this.rest.indexOf('\n\n');
      if (end !== -1) {
        const block = this.rest.slice(0, end);
        this.rest = this.rest.slice(end + 2);
        if (!block.startsWith(':')) return toEvent(block);
        continue;
      }
      const { value, done } = await this.reader.read();
      if (done) return undefined;
      this.rest += value;
    }
  }

  /** The events up to the first of this name, or to the end. */
  async until(name: string): Promise<ReceivedEvent[]> {
    const events: ReceivedEvent[] = [];
    for (let event = await this.next(); event; event = await this.next()) {
      events.push(event);
      if (event.event === name) break;
    }
    return events;
  }

  /** Goes away in the middle. */
  async close(): Promise<void> {
    await this.reader.cancel();
  }
}

function toEvent(block: string): ReceivedEvent {
  const fields = new Map(
    block.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
  );
  return {
    event: fields.get('event') ?? '',
    id: fields.get('id'),
    data: JSON.parse(fields.get('data') ?? 'null') as Record<string, unknown>,
  };
}
