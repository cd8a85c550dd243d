import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type {
  SearchView,
  SummaryView,
} from '../../src/modules/widgets/types/websearch/websearch.contract.js';
import { askForSummary, finished } from '../acceptance/research.js';
import { signUp, type Person } from '../factories/users.js';
import { addWidget } from '../factories/widgets.js';
import { braveRefusal } from '../providers/brave-server.js';
import { FAULTS, type Fault } from '../providers/faults.js';
import { PagesServer } from '../providers/pages-server.js';
import type { Reply } from '../providers/provider-server.js';
import { json, reply } from '../providers/replies.js';
import {
  SEARCH_PROVIDERS,
  startSearchServer,
  type SearchProviderKey,
  type SearchServer,
} from '../providers/search-server.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const PAGE = `<article><h1>Sourdough</h1>
  <p>Feed the starter once a day with flour and water, so that the yeast has enough to eat.</p></article>`;

let pages: PagesServer;
let servers: Record<SearchProviderKey, SearchServer>;
let app: TestApp;

const sentTo = (key: SearchProviderKey): number => servers[key].server.requests.length;

async function start(env: Record<string, string>): Promise<void> {
  const variables = Object.assign({}, ...Object.values(servers).map((one) => one.variables)) as object;
  app = await startTestApp({ env: { ...variables, RATE_LIMIT: 'off', ...env } });
}

beforeAll(async () => {
  pages = await new PagesServer().start();
  const page = pages.page('/a', PAGE);
  const started = SEARCH_PROVIDERS.map(async (key) => [key, await startSearchServer(key, page)] as const);
  servers = Object.fromEntries(await Promise.all(started)) as typeof servers;
});

afterEach(() => {
  for (const { server } of Object.values(servers)) server.replyAsUsual();
});

afterAll(async () => {
  await Promise.all(Object.values(servers).map(({ server }) => server.close()));
  await pages.close();
});

describe('search providers in an order', () => {
  let person: Person;

  beforeAll(async () => {
    await start({ SEARCH_PROVIDER: 'serper,brave,searxng', OUTBOUND_TIMEOUT: '300', OUTBOUND_REST: '10' });
  });

  beforeEach(async () => {
    person = await signUp(app);
  });

  afterAll(() => app.close());

  const summarize = async (): Promise<SummaryView> =>
    finished(person.api, await askForSummary(person, randomUUID()));

  it.each(Object.entries(FAULTS) as [Fault, Reply][])(
    'make the summary without those of which one %s',
    async (_fault, behaviour) => {
      servers.serper.server.replyAlways(behaviour);
      servers.brave.server.replyAlways(behaviour);
      const [serper, brave] = [sentTo('serper'), sentTo('brave')];

      const summary = await summarize();

      expect(summary).toMatchObject({ status: 'done', error: null, citations: [{ url: `${pages.url}/a` }] });
      expect(sentTo('serper')).toBeGreaterThan(serper);
      expect(sentTo('brave')).toBeGreaterThan(brave);
    },
  );

  it('ask the next where one refuses the query, or has engines that are blocked', async () => {
    servers.serper.server.replyAlways(json({ organic: [{ nothing: true }] }));
    servers.brave.server.replyAlways(braveRefusal(422, 'VALIDATION'));

    expect(await summarize()).toMatchObject({ status: 'done' });
  });

  it('go back to the first when it is well', async () => {
    const others = [sentTo('brave'), sentTo('searxng')];

    expect(await summarize()).toMatchObject({ status: 'done' });

    expect([sentTo('brave'), sentTo('searxng')]).toEqual(others);
  });
});

describe('a search provider that says when to come back', () => {
  afterEach(() => app.close());

  it('is left alone until then, by everybody, and then asked by itself', async () => {
    await start({ SEARCH_PROVIDER: 'serper', OUTBOUND_TIMEOUT: '300' });
    const [one, other] = [await signUp(app), await signUp(app)];
    const { requests } = servers.serper.server;
    const sent = requests.length;
    servers.serper.server.replyNext(reply(429, '', { 'retry-after': '1' }));

    const made = await Promise.all(
      [one, other].map(async (person) => finished(person.api, await askForSummary(person, 'bread'))),
    );

    expect(made.map(({ status }) => status)).toEqual(['done', 'done']);
    expect(requests).toHaveLength(sent + 2);
    expect(requests.at(-1)!.at - requests.at(-2)!.at).toBeGreaterThan(990);
  });

  it('within the time of a call is asked again by that call', async () => {
    await start({ SEARCH_PROVIDER: 'brave' });
    const person = await signUp(app);
    const { requests } = servers.brave.server;
    const sent = requests.length;
    servers.brave.server.replyNext(braveRefusal(429, 'RATE_LIMITED', { 'retry-after': '1' }));

    const { status } = await finished(person.api, await askForSummary(person, randomUUID()));

    expect(status).toBe('done');
    expect(requests).toHaveLength(sent + 2);
    expect(requests.at(-1)!.at - requests.at(-2)!.at).toBeGreaterThan(990);
  });
});

describe('a hundred equal searches at once', () => {
  afterEach(() => app.close());

  it('of five people make one call, and all get what it finds', async () => {
    await start({ SEARCH_PROVIDER: 'brave' });
    const people = await Promise.all(Array.from({ length: 5 }, () => signUp(app)));
    // A new search is made by itself as well.
    const sent = sentTo('brave');
    const asks = people.map(async (person) => {
      const { id } = await addWidget(person, { type: 'websearch' });
      const added = Array.from({ length: 20 }, () =>
        person.api.post<SearchView>(`/widgets/${id}/searches`, { query: 'how to feed a starter' }),
      );
      const searches = await Promise.all(added);
      return searches.map(({ data }) => ({ person, searchId: data.id }));
    });
    const searches = (await Promise.all(asks)).flat();

    const asked = await Promise.all(
      searches.map(async ({ person: { api }, searchId }) => ({
        api,
        summary: (await api.post<SummaryView>(`/searches/${searchId}/summaries`)).data,
      })),
    );
    const contents: unknown[] = [];
    // One after the other, as a hundred who ask at once how far it is would leave no time for the work.
    for (const { api, summary } of asked) contents.push((await finished(api, summary)).content);

    expect(contents).toHaveLength(100);
    expect(new Set(contents)).toEqual(new Set([expect.stringContaining('starter')]));
    expect(sentTo('brave')).toBe(sent + 1);
  });
});
