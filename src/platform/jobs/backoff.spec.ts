import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { backoffDelay } from './backoff.js';

describe('the wait before a further try', () => {
  it('is the given one after the first failure, and doubles with each', () => {
    expect([1, 2, 3, 4].map((failures) => backoffDelay(1_000, failures, 0.5))).toEqual([
      1_000, 2_000, 4_000, 8_000,
    ]);
  });

  it('is spread by a quarter to both sides, and is an hour and a quarter at most', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 600_000 }),
        fc.integer({ min: 1, max: 2_000 }),
        (backoffMs, failures) => {
          const middle = Math.min(backoffMs * 2 ** (failures - 1), 3_600_000);
          const delay = backoffDelay(backoffMs, failures);
          return delay >= Math.floor(middle * 0.75) && delay <= Math.ceil(middle * 1.25);
        },
      ),
    );
  });
});
