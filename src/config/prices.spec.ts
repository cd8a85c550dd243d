import { describe, expect, it } from '@jest/globals';
import { EnvError, readEnv } from './env.js';
import { priceList } from './prices.js';

describe('the price list', () => {
  it('knows prices per million tokens and per call', () => {
    const prices = priceList(['gpt-4o-mini=150000/600000', 'serper=1000', 'meta/llama-3:8b=0/0']);

    expect([...prices]).toEqual([
      ['gpt-4o-mini', { per: 'tokens', input: 150_000, output: 600_000 }],
      ['serper', { per: 'call', call: 1_000 }],
      ['meta/llama-3:8b', { per: 'tokens', input: 0, output: 0 }],
    ]);
  });

  it('takes the last price of a name', () => {
    expect(priceList(['serper=1', 'serper=2']).get('serper')).toEqual({ per: 'call', call: 2 });
  });

  it.each(['serper', 'serper=', '=5', 'a b=1', 'serper=1.5', 'serper=-1', 'm=1/2/3', 'm=1/', 'm=1000000000'])(
    'is refused at the start for %s',
    (entry) => {
      expect(() => readEnv({ AI_PRICES: `fine=1,${entry}` })).toThrow(EnvError);
    },
  );

  it('is read from the variable, with spaces after the commas', () => {
    expect(readEnv({ AI_PRICES: 'a=1, b=2/3' }).AI_PRICES).toEqual(['a=1', 'b=2/3']);
  });
});
