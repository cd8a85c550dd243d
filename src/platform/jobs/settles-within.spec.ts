import { describe, expect, it } from '@jest/globals';
import { settlesWithin } from './settles-within.js';

const forever = new Promise<void>(() => undefined);

describe('waiting for work, but not for ever', () => {
  it('says that work is over, however it went', async () => {
    expect(await settlesWithin(Promise.resolve(), 60_000)).toBe(true);
    expect(await settlesWithin(Promise.reject(new Error('no')), 60_000)).toBe(true);
  });

  it('says that work goes on after the limit', async () => {
    expect(await settlesWithin(forever, 1)).toBe(false);
  });
});
