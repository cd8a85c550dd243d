import { describe, expect, it } from '@jest/globals';
import { Config } from '../../../../src/config/config.js';
import { readEnv } from '../../../../src/config/env.js';
import { PriceCheck } from '../../../../src/modules/ai/metering/price-check.js';
import { RecordingLogger } from '../research-kit.js';

const SERPER = { SEARCH_PROVIDER: 'serper', SERPER_API_KEY: 'key' };
const MODEL = { OPENAI_API_KEY: 'key', OPENAI_MODEL: 'large', OPENAI_SMALL_MODEL: 'small' };

function warningsFor(env: Record<string, string>): unknown[] {
  const logger = new RecordingLogger();
  const url = 'postgres://localhost/x';
  const config = new Config(readEnv({ JWT_SECRET: 'x'.repeat(40), DATABASE_URL: url, ...env }), url);
  new PriceCheck(config, logger).onModuleInit();
  return logger.lines;
}

describe('the check of prices at the start', () => {
  it('names the models and searches that are used and have none', () => {
    expect(warningsFor({ ...SERPER, ...MODEL, AI_PRICES: 'small=1/2' })).toEqual([
      { level: 'warn', event: 'ai.price_missing', fields: { unpriced: ['large', 'serper'] } },
    ]);
  });

  it.each([
    ['everything has one', { ...SERPER, ...MODEL, AI_PRICES: 'large=1/2,small=1/2,serper=3' }],
    ['nothing is used', { OPENAI_MODEL: 'large' }],
  ])('says nothing where %s', (_, env) => {
    expect(warningsFor(env)).toEqual([]);
  });
});
