import { describe, expect, it } from '@jest/globals';
import { day } from '../../../../../test/factories/tasks.js';
import { buildTracker } from '../../../../../test/factories/trackers.js';
import { define } from './tracker-definition.js';
import { isYesNo } from './yes-no.js';

const TODAY = day('2026-03-12');

describe('a yes/no habit', () => {
  it.each([
    [{}],
    [{ targetValue: 1 }],
    [{ times: 3, period: 'week' }],
    [{ times: 20, period: 'month', targetValue: 1 }],
    [{ times: 1, period: 'day' }],
    [{ direction: 'down' }],
    [{ direction: 'down', targetValue: 0 }],
    [{ direction: 'down', times: 0, period: 'day' }],
    [{ direction: 'down', times: 4, period: 'week' }],
  ] as const)('is one with %j', (given) => {
    expect(isYesNo(define(buildTracker(given), TODAY))).toBe(true);
  });

  it.each([
    [{ kind: 'number' }],
    [{ kind: 'scale' }],
    [{ unit: 'km' }],
    [{ targetValue: 8 }],
    [{ targetValue: 0.5 }],
    [{ times: 2, period: 'day' }],
    [{ times: 3, period: 'week', targetValue: 10 }],
    [{ direction: 'down', targetValue: 2 }],
    [{ direction: 'down', times: 1, period: 'day' }],
    [{ direction: 'down', times: 14, period: 'week', unit: 'glasses' }],
  ] as const)('is none with %j', (given) => {
    expect(isYesNo(define(buildTracker(given), TODAY))).toBe(false);
  });
});
