import { describe, expect, it } from '@jest/globals';
import { nextRefresh, nextTry } from './refresh-times.js';

const NOW = new Date('2026-03-10T12:00:00Z');
const minutesTo = (moment: Date): number => (moment.getTime() - NOW.getTime()) / 60_000;

describe('the next refresh of a place', () => {
  it('comes within the hour, spread over ten minutes', () => {
    expect([0, 0.5, 1].map((random) => minutesTo(nextRefresh(NOW, random)))).toEqual([60, 55, 50]);
    expect(minutesTo(nextRefresh(NOW))).toBeGreaterThanOrEqual(50);
  });

  it('comes later after each failure, but within the hour', () => {
    const waits = [1, 2, 3, 4, 5, 6, 50].map((failures) => minutesTo(nextTry(NOW, { failures }, 0)));

    expect(waits).toEqual([2, 4, 8, 16, 32, 60, 60]);
  });

  it('is spread over half as long again after a failure', () => {
    expect(minutesTo(nextTry(NOW, { failures: 1 }, 1))).toBe(3);
    expect(minutesTo(nextTry(NOW, { failures: 1 }))).toBeLessThanOrEqual(3);
  });

  it('does not come before the provider said', () => {
    expect(minutesTo(nextTry(NOW, { failures: 1, retryAfter: 7_200 }, 0))).toBe(120);
  });
});
