import { describe, expect, it } from '@jest/globals';
import type { OutboundRequest } from '../http-client.contract.js';
import { OutboundError } from '../http-client.errors.js';
import { RetryBudget } from './retry-budget.js';
import { RetryPlan } from './retry-plan.js';

const BUSY = { status: 503, headers: {}, url: 'http://provider.example/' };
const BROKEN = new OutboundError('upstream_unreachable', { code: 'ECONNRESET' });
const REFUSED = new OutboundError('upstream_unreachable', { code: 'ECONNREFUSED' });

describe('RetryPlan', () => {
  const planFor = (request: Partial<OutboundRequest>, remainingMs = 10_000, budget = new RetryBudget()) =>
    new RetryPlan(request, budget, { remainingMs }, 100);

  it.each<[Partial<OutboundRequest>, boolean]>([
    [{ provider: 'p' }, true],
    [{ provider: 'p', method: 'HEAD' }, true],
    [{ provider: 'p', method: 'POST' }, false],
    [{ provider: 'p', method: 'POST', idempotent: true }, true],
    [{ provider: 'p', idempotent: false }, false],
    [{}, false],
  ])('sends %j again after trouble only where that is safe and known', (request, isSentAgain) => {
    expect(planFor(request).afterAnswer(BUSY) !== null).toBe(isSentAgain);
    expect(planFor(request).afterError(BROKEN) !== null).toBe(isSentAgain);
  });

  it.each<Partial<OutboundRequest>>([{}, { provider: 'p', method: 'POST' }, { method: 'POST' }])(
    'sends %j again where it never left',
    (request) => {
      expect(planFor(request).afterError(REFUSED)).not.toBeNull();
    },
  );

  it.each([
    ['a provider', 'p', 2],
    ['a page', undefined, 1],
  ])('sends a request to %s again a few times at most', (_case, provider, most) => {
    const plan = planFor(provider === undefined ? {} : { provider });

    const waits = Array.from({ length: 5 }, () => plan.afterError(REFUSED));

    expect(waits.filter((wait) => wait !== null).length).toBe(most);
    expect(plan.retries).toBe(most);
  });

  it.each([200, 400, 404, 500])('takes %i for the answer', (status) => {
    expect(planFor({ provider: 'p' }).afterAnswer({ ...BUSY, status })).toBeNull();
  });

  it('waits as long as it is asked to', () => {
    const asked = { ...BUSY, headers: { 'retry-after': '4' } };

    expect(planFor({ provider: 'p' }).afterAnswer(asked)).toBe(4_000);
  });

  it('does not wait past the deadline, and keeps the budget for others', () => {
    const budget = new RetryBudget();
    const plan = planFor({ provider: 'p' }, 3_999, budget);

    expect(plan.afterAnswer({ ...BUSY, headers: { 'retry-after': '4' } })).toBeNull();

    expect([plan.retries, budget.spend(), budget.spend(), budget.spend()]).toEqual([0, true, true, true]);
  });

  it('waits for times that differ, so that callers don’t come back all at once', () => {
    const waits = Array.from({ length: 50 }, () => planFor({ provider: 'p' }).afterAnswer(BUSY));

    expect(new Set(waits).size).toBeGreaterThan(10);
  });

  it('sends nothing again when the budget is used up', () => {
    const budget = new RetryBudget();
    const plans = Array.from({ length: 10 }, () => planFor({ provider: 'p' }, 10_000, budget));

    const waits = plans.map((plan) => plan.afterAnswer(BUSY));

    // The reserve of three and a fifth of ten.
    expect(waits.filter((wait) => wait !== null).length).toBe(5);
  });

  it('sends nothing again once its answer was handed over', () => {
    const plan = planFor({ provider: 'p' });
    plan.close();

    expect([plan.afterAnswer(BUSY), plan.afterError(REFUSED)]).toEqual([null, null]);
  });
});
