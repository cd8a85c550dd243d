import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { RetryBudget } from './retry-budget.js';

describe('RetryBudget', () => {
  const spendAll = (budget: RetryBudget): number => {
    let spent = 0;
    while (budget.spend()) spent++;
    return spent;
  };

  it('lets three calls be sent again at the start', () => {
    expect(spendAll(new RetryBudget())).toBe(3);
  });

  it('lets one of five calls be sent again', () => {
    const budget = new RetryBudget();
    spendAll(budget);

    for (let i = 0; i < 4; i++) budget.earn();
    expect(budget.spend()).toBe(false);
    budget.earn();

    expect(spendAll(budget)).toBe(1);
  });

  it('saves up ten and no more', () => {
    const budget = new RetryBudget();

    for (let i = 0; i < 1_000; i++) budget.earn();

    expect(spendAll(budget)).toBe(10);
  });

  it('never lets more than a fifth and the reserve be sent again, in whatever order', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 300 }), (steps) => {
        const budget = new RetryBudget();
        let earned = 0;
        let spent = 0;
        for (const isEarning of steps) {
          if (isEarning) {
            budget.earn();
            earned++;
          } else if (budget.spend()) spent++;
        }
        return spent <= 3 + earned / 5 + 1e-6;
      }),
    );
  });
});
