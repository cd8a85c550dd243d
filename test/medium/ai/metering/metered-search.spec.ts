import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ResearchService } from '../../../../src/modules/ai/research.service.js';
import { OpenAiServer } from '../../../providers/openai-server.js';
import { PagesServer } from '../../../providers/pages-server.js';
import { reply } from '../../../providers/replies.js';
import { SerperServer } from '../../../providers/serper-server.js';
import { MeteringWorld } from './metering-world.js';

const QUERY = 'autovacuum scale factor default';

let serper: SerperServer;
let pages: PagesServer;
let model: OpenAiServer;
let world: MeteringWorld;

beforeEach(async () => {
  pages = await new PagesServer('test/cases/pages').start();
  serper = await new SerperServer().start();
  serper.results = [{ title: 'Manual', link: `${pages.url}/vacuum/manual.html`, snippet: '' }];
  model = await new OpenAiServer().start();
  await start({});
});

async function start(env: Record<string, string>): Promise<void> {
  world = await MeteringWorld.start({
    SEARCH_PROVIDER: 'serper',
    SERPER_API_KEY: serper.apiKey,
    SERPER_URL: serper.url,
    AI_USER_BUDGET: '1500',
    ...env,
  });
}

afterEach(async () => {
  await world.close();
  await serper.close();
  await pages.close();
  await model.close();
});

const research = (query = QUERY): Promise<unknown> =>
  world.apps[0]!.app.get(ResearchService, { strict: false }).research({
    query,
    caller: { userId: world.person.id, feature: 'websearch' },
  });

describe('a search', () => {
  it('is in the ledger at its price, for who asked', async () => {
    await research();

    expect(await world.ledger()).toMatchObject([
      {
        user_id: world.person.id,
        feature: 'websearch',
        provider: 'serper',
        model: null,
        input_tokens: 0,
        cost: 1_000,
        outcome: 'done',
      },
    ]);
  });

  it('that is refused by its provider is in the ledger and costs nothing', async () => {
    serper.replyNext(reply(401, 'who are you'));

    await expect(research()).rejects.toMatchObject({ code: 'search_provider_failed' });

    expect(await world.ledger()).toMatchObject([{ cost: 0, outcome: 'failed' }]);
  });

  it('is not made over the budget', async () => {
    await research();

    await expect(research('another question')).rejects.toMatchObject({ code: 'ai_budget_exhausted' });

    expect(serper.requests).toHaveLength(1);
  });
});

describe('a summary by a model', () => {
  const env = (budget: string): Record<string, string> => ({
    AI_USER_BUDGET: budget,
    OPENAI_API_KEY: model.apiKey,
    OPENAI_BASE_URL: model.baseUrl,
    OPENAI_MODEL: 'large',
  });

  it('is in the ledger with what the provider counted, to the token', async () => {
    await world.close();
    await start(env('1000000'));
    model.says = () => 'The default of the scale factor is 0.2 [1].';

    await expect(research()).resolves.toMatchObject({ model: 'large' });

    const lines = (await world.ledger()).filter((line) => line.model === 'large');
    const sent = model.requests.map(({ body }) => body.length);
    expect(lines.map(({ input_tokens: tokens }) => tokens)).toEqual(sent);
    expect(lines.every((line) => line.outcome === 'done' && !line.is_estimated)).toBe(true);
    expect(lines[0]?.output_tokens).toBe(Math.ceil('The default of the scale factor is 0.2 [1].'.length / 4));
  });

  it('is made without the model where the budget has room for the search alone', async () => {
    await world.close();
    await start(env('1500'));

    const summary = await research();

    expect(summary).toMatchObject({
      model: 'extractive',
      notice: expect.stringContaining('Your AI budget for this month is used up'),
    });
    expect(model.requests).toEqual([]);
  });
});
