import { describe, expect, it } from '@jest/globals';
import type { Access } from '../auth/access.js';
import { eventStreamText, HEARTBEAT, whileAccessLasts, type StreamEvent } from './event-stream.js';

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

describe('events while access lasts', () => {
  /** Events that never end by themselves. */
  async function* endless(): AsyncGenerator<StreamEvent> {
    yield { event: 'a', data: 1 };
    await new Promise(() => undefined);
  }
  const END = { code: 'token_expired', message: 'over' };
  const read = async (access: Access): Promise<unknown[]> => {
    const events: unknown[] = [];
    for await (const event of whileAccessLasts(endless(), access)) events.push(event);
    return events;
  };

  it('end with it, and say why', async () => {
    const access = { msLeft: () => 10, check: () => Promise.resolve(END) };

    expect(await read(access)).toEqual([
      { event: 'a', data: 1 },
      { event: 'end', data: END },
    ]);
  });

  it('go on while nobody can tell whether it has ended', async () => {
    const answers = [() => Promise.reject(new Error('the database is away')), () => Promise.resolve(null)];
    const access = { msLeft: () => 10, check: () => answers.shift()?.() ?? Promise.resolve(END) };

    expect(await read(access)).toHaveLength(2);
    expect(answers).toEqual([]);
  });
});
