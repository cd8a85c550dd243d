import { describe, expect, it } from '@jest/globals';
import { withinTime } from './within-time.js';

describe('withinTime', () => {
  it('gives the result of the work', () => {
    expect(withinTime(1_000, () => 'done')).toBe('done');
  });

  it('passes on what the work throws', () => {
    const failure = new TypeError('no');

    expect(() =>
      withinTime(1_000, () => {
        throw failure;
      }),
    ).toThrow(failure);
  });

  it.each([
    [
      'a loop',
      () => {
        for (;;);
      },
    ],
    ['a regular expression', () => /^(a+)+$/.test(`${'a'.repeat(60)}b`)],
  ])('ends %s that takes too long', (_case, work) => {
    expect(() => withinTime<unknown>(20, work)).toThrow(
      expect.objectContaining({ code: 'ERR_SCRIPT_EXECUTION_TIMEOUT' }),
    );
  });

  it('does not take nothing for a result', () => {
    expect(() => {
      withinTime(1_000, () => undefined);
    }).toThrow(TypeError);
  });
});
