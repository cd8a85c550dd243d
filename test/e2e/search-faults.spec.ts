import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type {
  SearchView,
  SummaryView,
} from '../../src/modules/widgets/types/websearch/websearch.contract.js';
import type { WidgetView } from '../../src/modules/widgets/widgets.contract.js';
import type { BoardView } from '../acceptance/board.js';
import { until } from '../acceptance/until.js';
import { signUp, type Person } from '../factories/users.js';
import { addWidget } from '../factories/widgets.js';
import { BraveServer } from '../providers/brave-server.js';
import { PagesServer } from '../providers/pages-server.js';
import { html, json, reply } from '../providers/replies.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const PAGE = `<html><body><article><h1>Sourdough</h1>
  <p>Feed the starter once a day with flour and water, so that the yeast has enough to eat.</p>
  <p>A starter that is kept in the fridge is fed once a week, an hour after it was taken out.</p>
  </article></body></html>`;

let app: TestApp;
let brave: BraveServer;
let pages: PagesServer;
let person: Person;
let widget: WidgetView;

beforeEach(async () => {
  pages = await new PagesServer().start();
  brave = await new BraveServer().start();
  brave.results = [{ title: 'A page', url: pages.page('/a', html(PAGE)), description: '' }];
  app = await startTestApp({
    env: { SEARCH_PROVIDER: 'brave', BRAVE_URL: brave.url, BRAVE_API_KEY: brave.apiKey },
  });
  person = await signUp(app);
  widget = await addWidget(person, { type: 'websearch', title: 'Bread' });
});

afterEach(async () => {
  await app.close();
  await brave.close();
  await pages.close();
});

async function summarize(query: string): Promise<SummaryView> {
  const search = await person.api.post<SearchView>(`/widgets/${widget.id}/searches`, { query });
  const { data } = await person.api.post<SummaryView>(`/searches/${search.data.id}/summaries`);
  return until(
    async () => (await person.api.get<SummaryView>(`/summaries/${data.id}`)).data,
    ({ status }) => status === 'done' || status === 'failed',
  );
}

async function health(path = '/health'): Promise<{ code: number; status: string; brave: unknown }> {
  const response = await fetch(`${app.url}${path}`);
  const { status, details } = (await response.json()) as { status: string; details: Record<string, unknown> };
  return { code: response.status, status, brave: details['outbound:brave'] };
}

describe('a search provider', () => {
  it('that fails leaves the board whole, is left alone, and is asked again later', async () => {
    brave.replyAlways(reply(500));

    const made = await Promise.all([1, 2].map(() => summarize(randomUUID())));

    const error = { code: 'search_provider_failed', message: expect.any(String) };
    expect(made).toMatchObject([{ error }, { error }]);
    const board = await person.api.get<BoardView>('/dashboard/today');
    const shown = board.data.widgets.find(({ id }) => id === widget.id);
    expect([board.status, shown?.data]).toMatchObject([200, { searches: [{ error }, { error }] }]);
    expect(await health()).toMatchObject({
      code: 200,
      status: 'degraded',
      brave: { state: 'degraded', kind: 'brave, breaker open' },
    });
    expect(await health('/health/ready')).toMatchObject({ code: 200, status: 'ok' });

    brave.replyAlways(json({ type: 'search', web: { results: brave.results } }));
    await until(
      () => summarize(randomUUID()),
      ({ status }) => status === 'done',
    );
    expect(await health()).toMatchObject({
      status: 'ok',
      brave: { state: 'up', kind: 'brave, breaker closed' },
    });
  });

  it('is asked once for twenty equal searches at once', async () => {
    const query = randomUUID();

    const made = await Promise.all(Array.from({ length: 20 }, () => summarize(query)));

    expect(new Set(made.map(({ status }) => status))).toEqual(new Set(['done']));
    expect(brave.requests).toHaveLength(1);
  });
});
