import { AsyncLocalStorage } from 'node:async_hooks';
import { afterEach, describe, expect, it } from '@jest/globals';
import { FetchLoop } from './fetch-loop.js';

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A queue in memory; each ticket stays with its handler until it is ended. */
class Tickets {
  readonly waiting: string[] = [];
  readonly running = new Map<string, () => void>();
  readonly asked: number[] = [];
  readonly errors: unknown[] = [];
  failNext = false;

  fetch = async (limit: number): Promise<string[]> => {
    this.asked.push(limit);
    await nextTurn();
    if (this.failNext) {
      this.failNext = false;
      throw new Error('away');
    }
    return this.waiting.splice(0, limit);
  };

  handle = (id: string): Promise<void> => new Promise((resolve) => this.running.set(id, resolve));

  end(id: string): void {
    this.running.get(id)?.();
    this.running.delete(id);
  }
}

describe('the loop that fetches tickets', () => {
  let loop: FetchLoop;

  afterEach(async () => {
    await loop.stop();
  });

  const start = (tickets: Tickets, concurrency: number): void => {
    loop = new FetchLoop(concurrency, tickets.fetch, tickets.handle, (error) => tickets.errors.push(error));
  };

  const settle = async (): Promise<void> => {
    for (let i = 0; i < 10; i += 1) await nextTurn();
  };

  it('takes no more than it has places for, and the next as soon as one is free', async () => {
    const tickets = new Tickets();
    tickets.waiting.push('a', 'b', 'c');
    start(tickets, 2);

    await settle();
    expect([...tickets.running.keys()]).toEqual(['a', 'b']);
    tickets.end('a');
    await settle();

    expect([...tickets.running.keys()]).toEqual(['b', 'c']);
  });

  it('asks again after a full answer only', async () => {
    const tickets = new Tickets();
    tickets.waiting.push('a');
    start(tickets, 3);

    await settle();
    tickets.end('a');
    await settle();

    expect(tickets.asked).toEqual([3]);
  });

  it('does not lose a wake-up that comes while it fetches', async () => {
    const tickets = new Tickets();
    start(tickets, 1);
    tickets.waiting.push('late');

    loop.wake();
    await settle();

    expect([...tickets.running.keys()]).toEqual(['late']);
  });

  it('goes on after a fetch that failed', async () => {
    const tickets = new Tickets();
    tickets.failNext = true;
    start(tickets, 1);
    await settle();
    tickets.waiting.push('a');

    loop.wake();
    await settle();

    expect(tickets.errors).toHaveLength(1);
    expect([...tickets.running.keys()]).toEqual(['a']);
  });

  it('takes nothing after it was stopped', async () => {
    const tickets = new Tickets();
    start(tickets, 1);
    await loop.stop();
    tickets.waiting.push('a');

    loop.wake();
    await settle();

    expect(tickets.running.size).toBe(0);
  });

  it('runs tickets in no context of who woke it', async () => {
    const storage = new AsyncLocalStorage<string>();
    const seen: (string | undefined)[] = [];
    const tickets = new Tickets();
    tickets.handle = () => {
      seen.push(storage.getStore());
      return Promise.resolve();
    };
    start(tickets, 1);
    await settle();
    tickets.waiting.push('a');

    storage.run('a request', () => {
      loop.wake();
    });
    await settle();

    expect(seen).toEqual([undefined]);
  });
});
