import { describe, expect, it } from '@jest/globals';
import { CircuitState } from 'cockatiel';
import { TripRule } from './trip-rule.js';

describe('TripRule', () => {
  const opensAt = (outcomes: readonly boolean[]): number => {
    const rule = new TripRule(5);
    return outcomes.findIndex((isGood) => {
      if (!isGood) return rule.failure(CircuitState.Closed);
      rule.success(CircuitState.Closed);
      return false;
    });
  };

  it('opens at the fifth failure in a row', () => {
    expect(opensAt([true, false, false, false, false, false])).toBe(5);
  });

  it('stays closed while a success comes between now and then', () => {
    const quarter = [false, true, true, true];

    expect(opensAt(Array.from({ length: 10 }, () => quarter).flat())).toBe(-1);
  });

  it('opens when more than half of the last calls failed, though never five in a row', () => {
    const mostly = Array.from({ length: 8 }, () => [false, false, true]).flat();

    expect(opensAt(mostly)).toBeGreaterThanOrEqual(9);
  });
});
