import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type {
  SearchView,
  SummaryView,
} from '../../src/modules/widgets/types/websearch/websearch.contract.js';
import type { BoardView } from '../acceptance/board.js';
import { askForSummary, finished } from '../acceptance/research.js';
import { until } from '../acceptance/until.js';
import { signUp, type Person } from '../factories/users.js';
import { FAULTS, type Fault } from '../providers/faults.js';
import { apiError, OpenAiServer, streamed } from '../providers/openai-server.js';
import { PagesServer } from '../providers/pages-server.js';
import type { Reply } from '../providers/provider-server.js';
import { breakOff, huge, reply, stall, trickle } from '../providers/replies.js';
import { startSearchServer, type SearchServer } from '../providers/search-server.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const FACT = 'Feed the starter once a day with flour and water';
const ANSWER = JSON.stringify({ facts: [{ text: FACT, sources: [1] }], contradictions: [] });
const PAGE = `<article><h1>Sourdough</h1><p>${FACT}, so that the yeast has enough to eat.</p></article>`;

const SSE = { 'content-type': 'text/event-stream' };
const BEGINNING = `data: ${JSON.stringify({ model: 'm', choices: [{ delta: { content: ANSWER.slice(0, 60) } }] })}\n\n`;

const LATE = 'The language model did not answer in time';
const AWAY = 'The language model could not be reached';
const USELESS = 'The language model gave no usable summary';
const WRONG = 'The language model answered with an error';
const REASONS: Readonly<Record<Fault, string>> = {
  'never answers': LATE,
  'breaks connections off': AWAY,
  'breaks off in the middle': AWAY,
  trickles: LATE,
  'stops in the middle': LATE,
  'is busy': 'The language model is busy or its quota is used up',
  fails: WRONG,
  'sends HTML': USELESS,
  'sends broken JSON': USELESS,
  'sends 10 MB': USELESS,
};
const OF_STREAMS: readonly (readonly [string, string, Reply])[] = [
  ['breaks off in the middle of its stream', AWAY, breakOff(BEGINNING, SSE)],
  ['stops in the middle of its stream', LATE, stall(BEGINNING, SSE)],
  ['trickles without end in its stream', LATE, trickle(10, SSE)],
  ['streams 10 MB', USELESS, huge(10_000_000, SSE)],
  ['streams what is no JSON', USELESS, reply(200, 'data: {"choices\n\n', SSE)],
  ['ends its stream in the middle of a word', USELESS, reply(200, BEGINNING, SSE)],
  ['tells of an error in its stream', WRONG, reply(200, 'data: {"error":{"message":"oops"}}\n\n', SSE)],
  ['filters what it has begun', USELESS, streamed(ANSWER, { finishReason: 'content_filter' })],
  ['refuses its key', 'The language model refused its key', apiError(401, 'Incorrect API key: model-key')],
];

interface Shown {
  readonly searches: readonly { readonly id: string; readonly summary: object }[];
}

let app: TestApp;
let model: OpenAiServer;
let pages: PagesServer;
let search: SearchServer;

beforeAll(async () => {
  pages = await new PagesServer().start();
  search = await startSearchServer('searxng', pages.page('/a', PAGE));
  model = await new OpenAiServer().start();
  model.says = () => ANSWER;
  app = await startTestApp({
    env: {
      ...search.variables,
      SEARCH_PROVIDER: 'searxng',
      OPENAI_API_KEY: model.apiKey,
      OPENAI_BASE_URL: model.baseUrl,
      OPENAI_MODEL: 'large',
      OUTBOUND_TIMEOUT: '500',
      OUTBOUND_REST: '10',
      RATE_LIMIT: 'off',
    },
  });
});

afterAll(async () => {
  await app.close();
  await Promise.all([model.close(), search.server.close(), pages.close()]);
});

const summarize = async (person: Person): Promise<SummaryView> =>
  finished(person.api, await askForSummary(person, `feeding a starter ${randomUUID()}`));

/** What a widget shows of a summary: by itself, and on the board. */
async function shown({ api }: Person, { searchId }: SummaryView): Promise<unknown[]> {
  const { widgetId } = (await api.get<SearchView>(`/searches/${searchId}`)).data;
  const alone = (await api.get<Shown>(`/widgets/${widgetId}/data`)).data;
  const board = (await api.get<BoardView>('/dashboard/today')).data;
  const onBoard = board.widgets.find(({ id }) => id === widgetId)?.data;
  return [alone, onBoard].map((data) => (data as Shown).searches.find(({ id }) => id === searchId));
}

/** Summaries are made all the same, and say why they are not the model's; once it is well they are again. */
async function expectFallback(behaviour: Reply, why: string): Promise<void> {
  const person = await signUp(app);
  model.replyAlways(behaviour);

  const summary = await summarize(person);

  const text = {
    model: 'extractive',
    content: expect.stringContaining(FACT),
    notice: `${why}, so this summary is made of sentences from the sources.`,
  };
  expect(summary).toMatchObject({ status: 'done', error: null, ...text });
  const told = { state: 'done', error: null, summary: text };
  expect(await shown(person, summary)).toMatchObject([told, told]);
  expect(JSON.stringify(summary)).not.toContain(model.apiKey);

  model.replyAsUsual();
  const later = await until(
    () => summarize(person),
    (made) => made.model !== 'extractive',
  );
  expect(later).toMatchObject({ status: 'done', model: 'large', content: `${FACT} [1].`, notice: null });
}

describe('where the language model', () => {
  it.each(Object.entries(FAULTS) as [Fault, Reply][])(
    '%s, the pages’ own sentences make the summary, with the reason',
    (fault, behaviour) => expectFallback(behaviour, REASONS[fault]),
  );

  it.each(OF_STREAMS)('%s, they do too', (_case, why, behaviour) => expectFallback(behaviour, why));

  it('fails again and again, its breaker opens, and closes when it is well', async () => {
    const person = await signUp(app);
    model.replyAlways(FAULTS.fails);
    const breaker = async (): Promise<string> => {
      const response = await fetch(`${app.url}/health`);
      const { details } = (await response.json()) as { details: Record<string, { kind: string }> };
      return details['outbound:openai']!.kind;
    };

    await until(
      () => summarize(person).then(breaker),
      (kind) => kind !== 'openai, breaker closed',
    );
    model.replyAsUsual();
    await until(
      () => summarize(person),
      (made) => made.model === 'large',
    );

    expect(await breaker()).toBe('openai, breaker closed');
  });
});
