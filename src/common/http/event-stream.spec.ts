import { describe, expect, it } from '@jest/globals';
import { eventStreamText, HEARTBEAT, type StreamEvent } from './event-stream.js';

async function* given(): AsyncGenerator<StreamEvent | typeof HEARTBEAT> {
  yield await Promise.resolve({ event: 'text', id: '1', data: { text: 'two\nlines' } });
  yield HEARTBEAT;
  yield { event: 'done', data: null };
}

describe('eventStreamText', () => {
  it('puts each event into lines of its own, its data into one', async () => {
    const lines: string[] = [];
    for await (const text of eventStreamText(given(), () => false)) lines.push(text);

    expect(lines).toEqual([
      'event: text\nid: 1\ndata: {"text":"two\\nlines"}\n\n',
      ':\n\n',
      'event: done\ndata: null\n\n',
    ]);
  });

  it('ends before the next event where the server wants to end', async () => {
    const lines: string[] = [];
    for await (const text of eventStreamText(given(), () => lines.length === 2)) lines.push(text);

    expect(lines).toHaveLength(2);
  });
});
