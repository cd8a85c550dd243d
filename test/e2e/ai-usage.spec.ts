import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { MeteredCall } from '../../src/modules/ai/metering/metering.contract.js';
import { MeteringService } from '../../src/modules/ai/metering/metering.service.js';
import type { UsageView } from '../../src/modules/ai/metering/usage/usage.contract.js';
import { UsersService } from '../../src/modules/users/users.service.js';
import { signUp, type Person } from '../factories/users.js';
import { FakeClock } from '../support/fake-clock.js';
import { statementsDuring } from '../support/statement-count.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let clock: FakeClock;
let person: Person;
let admin: Person;

async function use(
  given: Partial<MeteredCall>,
  usage = { inputTokens: 1_000, outputTokens: 100 },
): Promise<void> {
  const call: MeteredCall = {
    userId: person.id,
    feature: 'websearch',
    kind: 'model',
    provider: 'openai',
    model: 'small',
    worstCase: { inputTokens: 2_000, outputTokens: 500 },
    ...given,
  };
  await app.app
    .get(MeteringService, { strict: false })
    .run(call, () => Promise.resolve({ value: null, usage }));
}

async function usage(query = '', who = person): Promise<UsageView> {
  return (await who.api.get<UsageView>(`/ai/usage${query}`)).data;
}

beforeAll(async () => {
  clock = new FakeClock('2026-02-28T23:30:00Z');
  app = await startTestApp({
    clock,
    env: {
      ROLE: 'api',
      JWT_ACCESS_TTL: '86400',
      AI_PRICES: 'small=1000000/2000000,serper=500',
      AI_USER_BUDGET: '10000',
    },
  });
  person = await signUp(app);
  admin = await signUp(app);
  await app.app.get(UsersService, { strict: false }).grantAdmin(admin.email);

  await use({});
  clock.set('2026-03-01T00:30:00Z');
  await use({});
  await use({ feature: 'dashboard', model: 'at-home' });
  await use({ kind: 'search', provider: 'serper', model: null }, { inputTokens: 0, outputTokens: 0 });
  await use({}, { inputTokens: -1, outputTokens: 0 });
  await use({ userId: admin.id });
});

afterAll(() => app.close());

describe('a user’s AI usage', () => {
  it('is of this month, by day, with what the budget has left', async () => {
    expect(await usage()).toEqual({
      from: '2026-03-01',
      before: '2026-03-02',
      to: '2026-03-01',
      by: 'day',
      total: { calls: 4, failed: 0, inputTokens: 2_000, outputTokens: 200, costMicros: 1_700 },
      groups: [
        { key: '2026-03-01', calls: 4, failed: 0, inputTokens: 2_000, outputTokens: 200, costMicros: 1_700 },
      ],
      budget: {
        month: '2026-03',
        limitMicros: 10_000,
        spentMicros: 1_700,
        reservedMicros: 3_000,
        leftMicros: 5_300,
      },
    });
  });

  it.each([
    ['month', ['2026-02', '2026-03']],
    ['day', ['2026-02-28', '2026-03-01']],
    ['feature', ['dashboard', 'websearch']],
    ['model', ['at-home', 'serper', 'small']],
  ])('is summed up by %s', async (by, keys) => {
    const { groups, total } = await usage(`?from=2026-02-01&by=${by}`);

    expect(groups.map(({ key }) => key)).toEqual(keys);
    expect(total.costMicros).toBe(2_900);
  });

  it('is nothing where nothing was used, and the budget is whole', async () => {
    const newcomer = await signUp(app);

    expect(await usage('', newcomer)).toMatchObject({
      total: { calls: 0, costMicros: 0 },
      groups: [],
      budget: { spentMicros: 0, leftMicros: 10_000 },
    });
  });

  it('is one statement beside the one that finds the session', async () => {
    await usage();

    expect(await statementsDuring(app.databaseUrl, () => usage('?by=model'))).toBe(2);
  });

  it('is of days before one, as it is of days to the one before that', async () => {
    expect(await usage('?before=2026-03-02')).toEqual(await usage('?to=2026-03-01'));
  });

  it.each([
    'from=2026-03-02&before=2026-03-02',
    'before=2026-03-02&to=2026-03-01',
    'from=2026-03-02&to=2026-03-01',
    'from=2024-01-01&to=2026-01-01',
    'by=user',
    'from=x',
  ])('is not told for ?%s', async (query) => {
    expect(await person.api.refused('GET', `/ai/usage?${query}`)).toMatchObject({ status: 422 });
  });
});

describe('the installation’s AI usage', () => {
  it('is everybody’s, for administrators', async () => {
    const { data } = await admin.api.get<UsageView>('/ai/usage/totals?by=feature');

    expect(data).toMatchObject({
      total: { calls: 5, costMicros: 2_900 },
      budget: { limitMicros: null, spentMicros: 2_900, leftMicros: null },
    });
  });

  it('is for nobody else', async () => {
    expect(await person.api.refused('GET', '/ai/usage/totals')).toMatchObject({
      status: 403,
      code: 'role_required',
    });
  });
});
