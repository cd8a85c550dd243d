import { describe, expect, it } from '@jest/globals';
import { isYesNo } from './yes-no.js';

const HABIT = { kind: 'habit', unit: null, targetValue: null, times: null, period: null } as const;

describe('a yes/no habit', () => {
  it.each([
    [{}],
    [{ targetValue: 1 }],
    [{ times: 3, period: 'week' }],
    [{ times: 20, period: 'month', targetValue: 1 }],
    [{ times: 1, period: 'day' }],
  ] as const)('is one with %j', (given) => {
    expect(isYesNo({ ...HABIT, ...given })).toBe(true);
  });

  it.each([
    [{ kind: 'number' }],
    [{ kind: 'scale' }],
    [{ unit: 'km' }],
    [{ targetValue: 8 }],
    [{ targetValue: 0.5 }],
    [{ times: 2, period: 'day' }],
    [{ times: 3, period: 'week', targetValue: 10 }],
  ] as const)('is none with %j', (given) => {
    expect(isYesNo({ ...HABIT, ...given })).toBe(false);
  });
});
