import { describe, expect, it } from '@jest/globals';
import { Places } from './places.js';

describe('places', () => {
  it('go to the next call when one before it was given up while it waited', async () => {
    const places = new Places({ concurrent: 1, queued: 2 });
    const { signal } = new AbortController();
    const givenUp = new AbortController();
    let end: () => void = () => undefined;
    const first = places.take(
      () =>
        new Promise<string>((resolve) => {
          end = () => {
            resolve('first');
          };
        }),
      signal,
    );
    const second = places.take(() => Promise.resolve('second'), givenUp.signal);
    const third = places.take(() => Promise.resolve('third'), signal);

    givenUp.abort(new Error('no longer wanted'));
    end();

    await expect(second).rejects.toThrow('no longer wanted');
    expect(await Promise.all([first, third])).toEqual(['first', 'third']);
  });
});
