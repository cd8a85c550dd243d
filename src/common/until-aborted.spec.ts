import { describe, expect, it } from '@jest/globals';
import { untilAborted } from './until-aborted.js';

const failure = (reason: unknown): Error => new Error('given up', { cause: reason });
const forever = (): Promise<never> => new Promise(() => undefined);

describe('untilAborted', () => {
  it.each([
    ['without a signal', undefined],
    ['with one that is silent', new AbortController().signal],
  ])('gives what the work gives, %s', async (_case, signal) => {
    await expect(untilAborted(Promise.resolve('done'), signal, failure)).resolves.toBe('done');
    await expect(untilAborted(Promise.reject(new TypeError('no')), signal, failure)).rejects.toThrow('no');
  });

  it('fails for the signal’s reason while the work goes on', async () => {
    const caller = new AbortController();
    const outcome = untilAborted(forever(), caller.signal, failure);
    caller.abort('too late');

    await expect(outcome).rejects.toMatchObject({ message: 'given up', cause: 'too late' });
  });

  it('fails where the signal was given before, and takes no offence at what the work does later', async () => {
    const work = Promise.reject(new TypeError('nobody hears of it'));

    await expect(untilAborted(work, AbortSignal.abort('before'), failure)).rejects.toMatchObject({
      cause: 'before',
    });
  });
});
