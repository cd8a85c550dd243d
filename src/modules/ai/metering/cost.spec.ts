import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { priceList } from '../../../config/prices.js';
import { costMicros, pricedName } from './cost.js';

const PRICES = priceList(['small=150000/600000', 'serper=1000']);

describe('the cost of a call', () => {
  it('is by a million tokens of input and of output, rounded up once', () => {
    expect(costMicros(PRICES, 'small', { inputTokens: 1_000_000, outputTokens: 0 })).toBe(150_000);
    expect(costMicros(PRICES, 'small', { inputTokens: 2_210, outputTokens: 180 })).toBe(440);
    expect(costMicros(PRICES, 'small', { inputTokens: 1, outputTokens: 1 })).toBe(1);
  });

  it('of a search is the price of one call', () => {
    expect(costMicros(PRICES, 'serper', { inputTokens: 0, outputTokens: 0 })).toBe(1_000);
  });

  it('is nothing for a name without a price', () => {
    expect(costMicros(PRICES, 'unknown', { inputTokens: 5_000, outputTokens: 5_000 })).toBe(0);
  });

  it('is whole, never less than exact, less than one more, and grows with the tokens', () => {
    const tokens = fc.nat({ max: 2_000_000 });
    fc.assert(
      fc.property(tokens, tokens, (inputTokens, outputTokens) => {
        const exact = (inputTokens * 150_000 + outputTokens * 600_000) / 1e6;
        const cost = costMicros(PRICES, 'small', { inputTokens, outputTokens });

        expect(Number.isSafeInteger(cost)).toBe(true);
        expect(cost).toBeGreaterThanOrEqual(exact);
        expect(cost).toBeLessThan(exact + 1);
        expect(costMicros(PRICES, 'small', { inputTokens: inputTokens + 7, outputTokens })).toBeGreaterThan(
          cost,
        );
      }),
    );
  });
});

describe('the name of a price', () => {
  it('is the model of a model, and the provider of a search', () => {
    expect(pricedName({ kind: 'model', provider: 'openai', model: 'small' })).toBe('small');
    expect(pricedName({ kind: 'model', provider: 'openai', model: null })).toBe('openai');
    expect(pricedName({ kind: 'search', provider: 'serper', model: null })).toBe('serper');
  });
});
