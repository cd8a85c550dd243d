import type { PriceList } from '../../../config/prices.js';
import type { CallUsage, MeteredCall } from './metering.contract.js';

const TOKENS_OF_A_PRICE = 1_000_000;

/** The name by which a call has its price. */
export function pricedName({
  kind,
  provider,
  model,
}: Pick<MeteredCall, 'kind' | 'provider' | 'model'>): string {
  return kind === 'model' ? (model ?? provider) : provider;
}

/**
 * What a call costs, in whole millionths of the currency. Each call is rounded up once, over input and output together,
 * so that a sum of calls is never less than what they cost. A name without a price costs nothing.
 */
export function costMicros(prices: PriceList, name: string, usage: CallUsage): number {
  const price = prices.get(name);
  if (!price) return 0;
  if (price.per === 'call') return price.call;
  return Math.ceil((usage.inputTokens * price.input + usage.outputTokens * price.output) / TOKENS_OF_A_PRICE);
}
