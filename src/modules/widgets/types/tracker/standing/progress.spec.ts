import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { directionOf } from '../goal.js';
import { progressOf } from './progress.js';

const amount = fc.double({ min: -1e12, max: 1e12, noNaN: true });

function goal(initialValue: number | null, targetValue: number | null) {
  const direction = directionOf({ kind: 'number', initialValue, targetValue });
  return { initialValue, targetValue, direction };
}

describe('progressOf', () => {
  it.each([
    [90, 80, 90, 0],
    [90, 80, 85, 50],
    [90, 80, 80, 100],
    [90, 80, 78, 100],
    [90, 80, 95, 0],
    [0, 1000, 250, 25],
    [10, 20, 5, 0],
    [10, 20, 25, 100],
    [-5, 5, 0, 50],
    [5, -5, 0, 50],
    [92.5, 79.5, 87.85, 36],
    [0, 1000, 999, 99],
  ])('from %d toward %d it is at %d with %d %%', (initial, target, current, percent) => {
    expect(progressOf(goal(initial, target), current)).toBe(percent);
  });

  it('is between 0 and 100 whatever the amounts', () => {
    fc.assert(
      fc.property(amount, amount, amount, (initial, target, current) => {
        const progress = progressOf(goal(initial, target), current);
        expect(progress).toBeGreaterThanOrEqual(0);
        expect(progress).toBeLessThanOrEqual(100);
      }),
    );
  });

  it('never falls when the value comes nearer to the target, in both directions', () => {
    fc.assert(
      fc.property(amount, amount, amount, amount, (initial, target, a, b) => {
        const sign = target >= initial ? 1 : -1;
        const [worse, better] = sign * a <= sign * b ? [a, b] : [b, a];
        const both = goal(initial, target);
        expect(progressOf(both, better)).toBeGreaterThanOrEqual(progressOf(both, worse) ?? NaN);
      }),
    );
  });

  it('is 0 at the beginning and 100 at the target', () => {
    fc.assert(
      fc.property(amount, amount, (initial, target) => {
        fc.pre(initial !== target);
        expect(progressOf(goal(initial, target), initial)).toBe(0);
        expect(progressOf(goal(initial, target), target)).toBe(100);
      }),
    );
  });

  it.each([
    ['up', 5, 100],
    ['up', 6, 100],
    ['up', 4.99, 0],
    ['down', 5, 100],
    ['down', 4, 100],
    ['down', 5.01, 0],
  ] as const)('of a goal to stay at 5 (%s) is at %d with %d %%', (direction, current, percent) => {
    expect(progressOf({ initialValue: 5, targetValue: 5, direction }, current)).toBe(percent);
  });

  it('of a rising goal without a beginning starts at 0', () => {
    expect(progressOf({ initialValue: null, targetValue: 200, direction: 'up' }, 50)).toBe(25);
  });

  it.each([
    ['there is no goal', { initialValue: 5, targetValue: null, direction: 'up' }, 7],
    ['nothing was logged', { initialValue: 0, targetValue: 10, direction: 'up' }, null],
    ['nobody knows where it falls from', { initialValue: null, targetValue: 80, direction: 'down' }, 85],
    ['it shall rise to less than nothing', { initialValue: null, targetValue: -5, direction: 'up' }, -7],
  ] as const)('is unknown where %s', (_, unfinished, current) => {
    expect(progressOf(unfinished, current)).toBeNull();
  });
});
