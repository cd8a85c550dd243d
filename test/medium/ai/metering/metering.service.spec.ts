import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SettleLostCallsJob } from '../../../../src/modules/ai/metering/settle-lost-calls.job.js';
import type { MeteredCall } from '../../../../src/modules/ai/metering/metering.contract.js';
import { UnitOfWork } from '../../../../src/platform/database/unit-of-work.js';
import { actorOf } from '../../../factories/actors.js';
import { eraseAccount, signUp } from '../../../factories/users.js';
import { OpenAiServer } from '../../../providers/openai-server.js';
import { MeteringWorld, using } from './metering-world.js';

const USED = { inputTokens: 40, outputTokens: 10 };
const WORST_COST = 200;

let world: MeteringWorld;

async function start(env: Record<string, string>): Promise<void> {
  world = await MeteringWorld.start(env);
}

afterEach(() => world.close());

/** A call that has begun and does not end before it is told to. */
function pending(call: MeteredCall): { ended: Promise<string>; end: () => void; begun: Promise<void> } {
  let end!: () => void;
  let begin!: () => void;
  const isOver = new Promise<void>((resolve) => (end = resolve));
  const begun = new Promise<void>((resolve) => (begin = resolve));
  const ended = world.metering().run(call, async () => {
    begin();
    await isOver;
    return { value: 'late', usage: USED };
  });
  return { ended, end, begun };
}

describe('a metered call', () => {
  beforeEach(() => start({}));

  it('gives the value of its work, and is in the ledger with what it used', async () => {
    const value = await world.metering().run(world.call(), using(USED, 'the text'));

    expect(value).toBe('the text');
    expect(await world.ledger()).toEqual([
      {
        user_id: world.person.id,
        feature: 'websearch',
        provider: 'openai',
        model: 'large',
        input_tokens: 40,
        output_tokens: 10,
        is_estimated: false,
        reserved: 0,
        cost: 60,
        latency_ms: expect.any(Number),
        outcome: 'done',
      },
    ]);
    expect(await world.spending('person')).toEqual({ spent: 60, reserved: 0 });
    expect(await world.spending('installation')).toEqual({ spent: 60, reserved: 0 });
  });

  it('reserves its worst case while it is made, outside of any transaction', async () => {
    const call = pending(world.call());
    await call.begun;

    expect(await world.spending('person')).toEqual({ spent: 0, reserved: WORST_COST });
    expect(await world.ledger()).toMatchObject([{ outcome: 'running', reserved: WORST_COST, cost: 0 }]);
    call.end();
    await call.ended;
    expect(await world.spending('person')).toEqual({ spent: 60, reserved: 0 });
  });

  it('counts as its worst case where the provider does not say what it used', async () => {
    await world.metering().run(world.call(), using(null));

    expect(await world.ledger()).toMatchObject([
      { input_tokens: 100, output_tokens: 50, is_estimated: true, cost: WORST_COST },
    ]);
  });

  it('that fails throws as before, and gives back what it did not use', async () => {
    const failure = new Error('status 500');

    await expect(world.metering().run(world.call(), () => Promise.reject(failure))).rejects.toBe(failure);

    expect(await world.ledger()).toMatchObject([
      { outcome: 'failed', input_tokens: 0, cost: 0, reserved: 0 },
    ]);
    expect(await world.spending('installation')).toEqual({ spent: 0, reserved: 0 });
  });

  it('that fails with an answer of no use costs what was counted', async () => {
    const failure = Object.assign(new Error('garbage'), { usage: USED });

    await expect(world.metering().run(world.call(), () => Promise.reject(failure))).rejects.toBe(failure);

    expect(await world.ledger()).toMatchObject([{ outcome: 'failed', input_tokens: 40, cost: 60 }]);
  });

  it('for nobody in particular counts for the installation alone', async () => {
    await world.metering().run(world.call({ userId: null }), using(USED));

    expect(await world.spending('person')).toEqual({ spent: null, reserved: null });
    expect(await world.spending('installation')).toEqual({ spent: 60, reserved: 0 });
  });

  it('is refused inside a unit of work, whose transaction would stay open for all of it', async () => {
    const uow = world.apps[0]!.app.get(UnitOfWork);

    await expect(uow.run(() => world.metering().run(world.call(), using(USED)))).rejects.toThrow(
      /inside a unit of work/,
    );
  });

  it('gives its value also where the ledger can no longer be written', async () => {
    await expect(
      world.metering().run(world.call(), using({ inputTokens: -1, outputTokens: 0 }, 'still here')),
    ).resolves.toBe('still here');

    expect(await world.ledger()).toMatchObject([{ outcome: 'running', reserved: WORST_COST }]);
  });

  it('does not move the version of anybody’s data', async () => {
    const before = await actorOf(world.apps[0]!, world.person);

    await world.metering().run(world.call(), using(USED));

    expect((await actorOf(world.apps[0]!, world.person)).dataVersion).toBe(before.dataVersion);
  });

  it('stays in the ledger when its user is gone', async () => {
    await world.metering().run(world.call(), using(USED));

    await eraseAccount(world.apps[0]!, world.person);

    expect(await world.ledger()).toMatchObject([{ user_id: null, cost: 60 }]);
  });
});

describe('a call whose process died', () => {
  beforeEach(() => start({ AI_USER_BUDGET: '300' }));

  const settleLost = (): Promise<void> =>
    world.apps[0]!.app.get(SettleLostCallsJob, { strict: false }).perform();

  it('counts as its worst case after ten minutes, once', async () => {
    const call = pending(world.call());
    await call.begun;
    await settleLost();
    expect(await world.ledger()).toMatchObject([{ outcome: 'running' }]);

    world.clock.advance(11 * 60_000);
    await settleLost();
    await settleLost();

    expect(await world.ledger()).toMatchObject([{ outcome: 'lost', cost: WORST_COST, reserved: 0 }]);
    expect(await world.spending('person')).toEqual({ spent: WORST_COST, reserved: 0 });
    expect(await world.spending('installation')).toEqual({ spent: WORST_COST, reserved: 0 });
    call.end();
    await call.ended;
  });

  it('is settled again for what it used if it ends after all', async () => {
    const call = pending(world.call());
    await call.begun;
    world.clock.advance(11 * 60_000);
    await settleLost();

    call.end();
    await call.ended;

    expect(await world.ledger()).toMatchObject([{ outcome: 'done', cost: 60, is_estimated: false }]);
    expect(await world.spending('person')).toEqual({ spent: 60, reserved: 0 });
  });
});

describe('a budget', () => {
  it('refuses the call that could cost more than it has left, before it is made', async () => {
    await start({ AI_USER_BUDGET: '250' });
    await world.metering().run(world.call(), using(USED));
    let wasMade = false;

    const refusal = world.metering().run(world.call(), () => {
      wasMade = true;
      return Promise.resolve({ value: '', usage: USED });
    });

    await expect(refusal).rejects.toMatchObject({
      code: 'ai_budget_exhausted',
      kind: 'too_many',
      message: 'your AI budget for this month is used up',
      retryAfter: 21.5 * 86_400,
    });
    expect(wasMade).toBe(false);
    expect(await world.ledger()).toHaveLength(1);
    expect(await world.spending('person')).toEqual({ spent: 60, reserved: 0 });
    expect(await world.spending('installation')).toEqual({ spent: 60, reserved: 0 });
  });

  it('has room for a call that costs exactly what is left', async () => {
    await start({ AI_USER_BUDGET: String(WORST_COST) });

    await expect(world.metering().run(world.call(), using(USED))).resolves.toBe('text');
  });

  it('is each user’s own, and the installation’s is everybody’s', async () => {
    await start({ AI_USER_BUDGET: '250', AI_BUDGET: '400' });
    const other = await signUp(world.apps[0]!);
    await world.metering().run(world.call(), using({ inputTokens: 100, outputTokens: 50 }));

    await world.metering().run(world.call({ userId: other.id }), using(USED));

    await expect(world.metering().run(world.call({ userId: null }), using(USED))).rejects.toMatchObject({
      message: "this installation's AI budget for this month is used up",
    });
  });

  it('begins anew with the month of UTC', async () => {
    await start({ AI_USER_BUDGET: '200' });
    await world.metering().run(world.call(), using({ inputTokens: 100, outputTokens: 50 }));

    world.clock.set('2026-04-01T00:00:00Z');

    await expect(world.metering().run(world.call(), using(USED))).resolves.toBe('text');
  });

  it('that is used up still has room for what costs nothing', async () => {
    await start({ AI_USER_BUDGET: '0', AI_BUDGET: '0' });

    await expect(world.metering().run(world.call({ model: 'at home' }), using(USED))).resolves.toBe('text');
    await expect(world.metering().run(world.call(), using(USED))).rejects.toMatchObject({
      code: 'ai_budget_exhausted',
    });
  });

  it('of 50 calls is never overspent by 200 at once in two processes, and the ledger is the provider’s count', async () => {
    const model = await new OpenAiServer().start();
    const worstCase = { inputTokens: 400, outputTokens: 100 };
    world = await MeteringWorld.start({ AI_BUDGET: String(50 * 600), AI_USER_BUDGET: String(60 * 600) }, 2);
    const others = await Promise.all([1, 2, 3].map(() => signUp(world.apps[0]!)));
    const people = [world.person, ...others];
    const counted = { inputTokens: 0, outputTokens: 0 };

    const ask = async (i: number): Promise<string> =>
      world.metering(i % 2).run(world.call({ userId: people[i % 4]!.id, worstCase }), async () => {
        const response = await fetch(`${model.baseUrl}/chat/completions`, {
          method: 'POST',
          headers: { authorization: `Bearer ${model.apiKey}` },
          body: JSON.stringify({ model: 'large', messages: [{ role: 'user', content: 'x'.repeat(i) }] }),
        });
        const { usage } = (await response.json()) as {
          usage: { prompt_tokens: number; completion_tokens: number };
        };
        counted.inputTokens += usage.prompt_tokens;
        counted.outputTokens += usage.completion_tokens;
        return {
          value: 'ok',
          usage: { inputTokens: usage.prompt_tokens, outputTokens: usage.completion_tokens },
        };
      });
    const outcomes = await Promise.allSettled(Array.from({ length: 200 }, (_, i) => ask(i)));
    await model.close();

    const refused = outcomes.filter(({ status }) => status === 'rejected');
    const ledger = await world.ledger();
    const sum = (of: 'input_tokens' | 'output_tokens' | 'cost'): number =>
      ledger.reduce((total, line) => total + line[of], 0);
    expect(refused).toHaveLength(200 - model.requests.length);
    expect(refused.length).toBeGreaterThan(0);
    for (const { reason } of refused as PromiseRejectedResult[])
      expect(reason).toMatchObject({ code: 'ai_budget_exhausted' });
    expect({ inputTokens: sum('input_tokens'), outputTokens: sum('output_tokens') }).toEqual(counted);
    expect(sum('input_tokens')).toBe(model.requests.reduce((total, { body }) => total + body.length, 0));
    expect(sum('cost')).toBe(counted.inputTokens + 2 * counted.outputTokens);
    expect(sum('cost')).toBeLessThanOrEqual(50 * 600);
    expect(await world.spending('installation')).toEqual({ spent: sum('cost'), reserved: 0 });
  });
});
