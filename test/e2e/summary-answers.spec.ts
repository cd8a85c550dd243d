import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type {
  SearchView,
  SummaryView,
} from '../../src/modules/widgets/types/websearch/websearch.contract.js';
import { until } from '../acceptance/until.js';
import { signUp, type Person } from '../factories/users.js';
import { addWidget } from '../factories/widgets.js';
import { OpenAiServer, streamed } from '../providers/openai-server.js';
import { PagesServer } from '../providers/pages-server.js';
import { SearxngServer } from '../providers/searxng-server.js';
import { eventsOf } from '../support/event-rows.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const FACT = 'The lighthouse of Oban is 30 metres high and was built of granite in 1850.';
const GOOD = JSON.stringify({ facts: [{ text: FACT, sources: [1] }], contradictions: [] });
const EXTRACTIVE = { status: 'done', model: 'extractive', content: expect.stringContaining('30 metres') };

let app: TestApp;
let pages: PagesServer;
let search: SearxngServer;
let model: OpenAiServer;
let person: Person;

beforeAll(async () => {
  pages = await new PagesServer().start();
  search = await new SearxngServer().start();
  search.results = [1, 2, 3, 4, 5].map((n) => ({
    title: `Page ${n}`,
    url: pages.page(`/${n}`, article(n)),
    content: '',
  }));
});

afterAll(async () => {
  await pages.close();
  await search.close();
});

function article(n: number): string {
  const own = ['gulls', 'seals', 'tides', 'storms', 'ferries'].map(
    (word, i) => `${word} of year ${n * 10 + i}`,
  );
  return `<article><h1>Lighthouse ${n}</h1><p>${FACT}</p>
    <p>Its keeper wrote letters about ${own.join(', about ')}, which the museum of the town has kept.</p></article>`;
}

async function start(env: Record<string, string> = {}): Promise<void> {
  model = await new OpenAiServer().start();
  app = await startTestApp({
    env: {
      SEARCH_PROVIDER: 'searxng',
      SEARXNG_URL: search.url,
      OPENAI_API_KEY: model.apiKey,
      OPENAI_BASE_URL: model.baseUrl,
      OPENAI_MODEL: 'large',
      ...env,
    },
  });
  person = await signUp(app);
}

async function stop(): Promise<void> {
  await app.close();
  await model.close();
}

async function summarize(): Promise<SummaryView> {
  const { id } = await addWidget(person, { type: 'websearch' });
  const { data: added } = await person.api.post<SearchView>(`/widgets/${id}/searches`, {
    query: `how high is the lighthouse of Oban ${Math.random()}`,
  });
  return until(
    async () => (await person.api.get<SummaryView>(`/summaries/${added.latestSummary!.id}`)).data,
    ({ status }) => status === 'done' || status === 'failed',
  );
}

describe('whatever the model answers, there is a summary after two calls at most:', () => {
  beforeAll(() => start());

  afterAll(stop);

  beforeEach(() => {
    model.requests.length = 0;
  });

  it.each([
    ['a code fence', `\`\`\`json\n${GOOD}\n\`\`\``, 'stop'],
    ['JSON within prose', `Of course! ${GOOD} Anything else?`, 'stop'],
    ['a comma too many', GOOD.replace(']}]', '],}]'), 'stop'],
    ['a quote that is not escaped', GOOD.replace('lighthouse', '"lighthouse"'), 'stop'],
    ['an answer that is cut off', `${GOOD.slice(0, GOOD.indexOf('],"contra'))},{"text":"It is wh`, 'length'],
    ['a word where a number belongs', GOOD.replace('[1]', '["first","1"]'), 'stop'],
    ['a source that is not there', GOOD.replace('[1]', '[1,77]'), 'stop'],
    ['prose', `${FACT} [1] It is white [99].`, 'stop'],
  ])('%s is understood', async (_case, text, finishReason) => {
    model.replyNext(streamed(text, { finishReason }));

    const summary = await summarize();

    expect(summary).toMatchObject({ status: 'done', model: 'test-model', error: null });
    expect(summary.content?.replaceAll('"', '')).toBe(FACT.replace(/\.$/, ' [1].'));
    expect(summary.citations.map(({ url }) => url)).toEqual([`${pages.url}/1`]);
    expect(model.requests).toHaveLength(1);
  });

  it.each([
    ['nothing', ''],
    ['prose that names no source', FACT],
    ['facts of nothing but wrong sources', GOOD.replace('[1]', '[77]')],
  ])('%s is made good by a second call', async (_case, text) => {
    model.says = () => GOOD;
    model.replyNext(streamed(text));

    expect(await summarize()).toMatchObject({ status: 'done', model: 'large' });
    expect(model.requests).toHaveLength(2);
  });

  it('what is removed from it for safety is said: to its reader, in its event and in the log', async () => {
    const image = '![logo](https://evil.example/p.png?q=secret)';
    model.says = () =>
      JSON.stringify({
        facts: [
          { text: `${FACT} ${image}`, sources: [1] },
          { text: image, sources: [1] },
        ],
        contradictions: [],
      });

    const { id, content, notice } = await summarize();

    expect(content).toBe(FACT.replace(/\.$/, ' [1].'));
    expect(notice).toBe('For safety, 2 images that the model wrote were removed from this summary.');
    const event = await until(
      async () => (await eventsOf(app, person.id, 'summary.finished.v1')).at(-1),
      (last) => last?.payload.summaryId === id,
    );
    expect(event!.payload.removed).toEqual({ images: 2, links: 0, tags: 0 });
  });

  it('after two answers of no use the sentences of the pages do', async () => {
    model.says = () => 'I can’t help with that.';

    expect(await summarize()).toMatchObject({
      ...EXTRACTIVE,
      notice: expect.stringMatching(/^The language model gave no usable summary, so/),
    });
    expect(model.requests).toHaveLength(2);
  });

  it('markers are put right once for text and list, and what names no source is told', async () => {
    model.says = () => 'A [2]. B [7]. C [0][4]. D.';

    const { content, citations, unsupported } = await summarize();

    expect(content).toBe('A [1]. B. C [2].');
    expect(citations.map(({ n, url }) => [n, url])).toEqual([
      [1, `${pages.url}/2`],
      [2, `${pages.url}/4`],
    ]);
    expect(unsupported.map(({ index, text, reason }) => [index, text, reason])).toEqual([
      [1, 'B.', 'no_source'],
      [null, 'D.', 'no_source'],
    ]);
  });

  it('the board shows what is to be said against a summary', async () => {
    model.says = () => GOOD.replace('30 metres', '31 metres');
    const { id, searchId } = await summarize();
    const { data: found } = await person.api.get<{ widgetId: string }>(`/searches/${searchId}`);

    const { data } = await person.api.get<{ searches: { summary: object }[] }>(
      `/widgets/${found.widgetId}/data`,
    );

    expect(data.searches[0]?.summary).toMatchObject({
      id,
      unsupported: [{ index: 0, reason: 'number_not_in_source' }],
      contradictions: [expect.objectContaining({ text: expect.stringContaining('31 metres') })],
    });
  });
});

describe('where a budget has no room', () => {
  const PRICES = 'large=1000000/1000000,small=1/1';

  afterAll(stop);

  it('for the large model the small one summarizes, and where it has none for that the pages’ sentences do', async () => {
    await start({ OPENAI_SMALL_MODEL: 'small', AI_PRICES: PRICES, AI_USER_BUDGET: '1000' });
    model.says = () => GOOD;

    expect(await summarize()).toMatchObject({
      status: 'done',
      model: 'small',
      notice: expect.stringMatching(/^Your AI budget .* so a smaller model wrote this summary\.$/),
    });
    expect(model.requests).toHaveLength(1);
    await stop();

    await start({ OPENAI_SMALL_MODEL: 'small', AI_PRICES: PRICES, AI_USER_BUDGET: '0' });
    expect(await summarize()).toMatchObject({
      ...EXTRACTIVE,
      notice: expect.stringMatching(/^Your AI budget .* made of sentences/),
    });
    expect(model.requests).toEqual([]);
  });
});
