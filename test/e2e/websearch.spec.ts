import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type {
  SearchView,
  SummaryView,
} from '../../src/modules/widgets/types/websearch/websearch.contract.js';
import type { WidgetView } from '../../src/modules/widgets/widgets.contract.js';
import { until } from '../acceptance/until.js';
import { signUp, type Person } from '../factories/users.js';
import { addWidget } from '../factories/widgets.js';
import { PagesServer } from '../providers/pages-server.js';
import { reply } from '../providers/replies.js';
import { SearxngServer } from '../providers/searxng-server.js';
import type { RawAnswer } from '../support/api-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let query: string;
let app: TestApp;
let pages: PagesServer;
let search: SearxngServer;
let person: Person;
let widget: WidgetView;

beforeAll(async () => {
  pages = await new PagesServer().start();
  search = await new SearxngServer().start();
  app = await startTestApp({ env: { SEARCH_PROVIDER: 'searxng', SEARXNG_URL: search.url } });
});

afterAll(async () => {
  await app.close();
  await pages.close();
  await search.close();
});

beforeEach(async () => {
  // Equal searches share one answer for some minutes.
  query = `how to feed a sourdough starter ${randomUUID()}`;
  search.results = [
    {
      title: 'A page',
      url: pages.page('/a', article('Feed the starter once a day with flour and water')),
      content: '',
    },
    {
      title: 'Another',
      url: pages.page('/b', article('A starter in the fridge is fed once a week')),
      content: '',
    },
  ];
  person = await signUp(app);
  widget = await addWidget(person, { type: 'websearch', title: 'Bread' });
});

function article(fact: string): string {
  const filler =
    'Sourdough is an old way of baking in which wild yeast and bacteria raise the bread over many hours.';
  return `<html><body><article><h1>Sourdough</h1><p>${filler}</p><p>${fact}, so that the yeast has enough to eat.</p>
    <p>${filler}</p></article></body></html>`;
}

const summarized = new Set<string>();

async function addSearch(text = query): Promise<SearchView> {
  return (await person.api.post<SearchView>(`/widgets/${widget.id}/searches`, { query: text })).data;
}

async function finished(id: string): Promise<SummaryView> {
  return until(
    async () => (await person.api.get<SummaryView>(`/summaries/${id}`)).data,
    ({ status }) => status === 'done' || status === 'failed',
  );
}

/** The first summary of a search, and from then on another one. */
async function summarize({ id, latestSummary }: SearchView): Promise<SummaryView> {
  if (!summarized.has(id)) {
    summarized.add(id);
    return finished(latestSummary!.id);
  }
  return finished((await person.api.post<SummaryView>(`/searches/${id}/summaries`)).data.id);
}

describe('searches', () => {
  it('are added, read, listed in pages and deleted', async () => {
    const first = await addSearch('one');
    const second = await addSearch('two');

    const page = await person.api.get<SearchView[]>(`/widgets/${widget.id}/searches?limit=1`);
    const cursor = page.meta.pagination?.nextCursor ?? '';
    const rest = await person.api.get<SearchView[]>(
      `/widgets/${widget.id}/searches?limit=1&cursor=${cursor}`,
    );

    const { latestSummary, ...fields } = first;
    expect([page.data, rest.data]).toMatchObject([[{ id: first.id }], [{ id: second.id }]]);
    expect((await person.api.get<SearchView>(`/searches/${first.id}`)).data).toMatchObject({
      ...fields,
      latestSummary: { id: latestSummary?.id },
    });
    await person.api.delete(`/searches/${first.id}`, { headers: { 'if-match': '"1"' } });
    expect(await person.api.refused('GET', `/searches/${first.id}`)).toMatchObject({
      code: 'search_not_found',
    });
  });

  it('have their first summary queued with them, which then is made', async () => {
    const added = await addSearch();

    expect(added.latestSummary).toEqual({ id: expect.any(String), status: 'queued' });
    expect(await finished(added.latestSummary!.id)).toMatchObject({ searchId: added.id, status: 'done' });
    const history = await person.api.get<SummaryView[]>(`/searches/${added.id}/summaries`);
    const { data } = await person.api.get<SearchView>(`/searches/${added.id}`);
    expect(history.data).toHaveLength(1);
    expect(data.latestSummary).toEqual({ id: added.latestSummary!.id, status: 'done' });
  });

  it('have a tag that follows their summary, and are changed by their version', async () => {
    const { id, latestSummary } = await addSearch();
    await finished(latestSummary!.id);
    const read = (tag: string): Promise<RawAnswer> =>
      person.api.raw('GET', `/searches/${id}`, { headers: { 'if-none-match': tag } });
    const tag = (await read('"none"')).headers.get('etag')!;
    expect((await read(tag)).status).toBe(304);

    await finished((await person.api.post<SummaryView>(`/searches/${id}/summaries`)).data.id);

    expect((await read(tag)).status).toBe(200);
    await person.api.delete(`/searches/${id}`, { headers: { 'if-match': tag } });
  });

  it.each([{ query: 'other words' }, { x: 1, y: null }])('are not asked otherwise by %j', async (body) => {
    const { id } = await addSearch();

    const refusal = await person.api.refused('POST', `/searches/${id}/summaries`, { body });

    expect(refusal).toMatchObject({ status: 422, code: 'validation_failed' });
    expect(refusal.details.map(({ field }) => field)).toEqual(Object.keys(body));
    expect((await person.api.post(`/searches/${id}/summaries`, {})).status).toBe(202);
  });

  it('belong to web search widgets only', async () => {
    const { id } = await addWidget(person, { type: 'todo' });

    const refusal = await person.api.refused('POST', `/widgets/${id}/searches`, { body: { query: 'x' } });

    expect(refusal).toMatchObject({ status: 409, code: 'widget_type_mismatch' });
  });

  it('are at most 20 in a widget', async () => {
    for (let i = 0; i < 20; i++) await addSearch(`query ${i}`);

    const refusal = await person.api.refused('POST', `/widgets/${widget.id}/searches`, {
      body: { query: 'x' },
    });

    expect(refusal).toMatchObject({ status: 409, code: 'search_limit_reached' });
  });

  it('take an id that the client made, once', async () => {
    const body = { id: randomUUID(), query: 'x' };

    await person.api.post(`/widgets/${widget.id}/searches`, body);

    expect(await person.api.refused('POST', `/widgets/${widget.id}/searches`, { body })).toMatchObject({
      status: 409,
      code: 'id_taken',
    });
  });

  it('are gone with their widget', async () => {
    const { id } = await addSearch();
    const summary = await summarize(await addSearch());

    await person.api.delete(`/widgets/${widget.id}`);

    expect((await person.api.raw('GET', `/searches/${id}`)).status).toBe(404);
    expect((await person.api.raw('GET', `/summaries/${summary.id}`)).status).toBe(404);
  });
});

describe('a summary', () => {
  it('is accepted at once and made in the background, every citation with its source', async () => {
    const { id, latestSummary } = await addSearch();
    await finished(latestSummary!.id);

    const accepted = await person.api.post<SummaryView>(`/searches/${id}/summaries`);
    const made = await finished(accepted.data.id);

    expect(accepted.status).toBe(202);
    expect(accepted.headers.get('location')).toBe(`/api/v1/summaries/${made.id}`);
    expect(made).toMatchObject({ status: 'done', model: 'extractive', error: null });
    expect(made.notice).toContain('model');
    const cited = [...(made.content ?? '').matchAll(/\[(\d+)\]/g)].map(([, n]) => Number(n));
    expect(cited.length).toBeGreaterThan(0);
    expect(new Set(cited)).toEqual(new Set(made.citations.map(({ n }) => n)));
  });

  it('that is being made is given to who asks again', async () => {
    const { id } = await addSearch();
    const ask = async (): Promise<SummaryView> =>
      (await person.api.post<SummaryView>(`/searches/${id}/summaries`)).data;

    const [first, second] = await Promise.all([ask(), ask()]);

    expect(second.id).toBe(first.id);
    await finished(first.id);
  });

  it('is shown by the widget, and moves its tag', async () => {
    const found = await addSearch();
    const before = await person.api.raw('GET', `/widgets/${widget.id}/data`);

    const { id, content } = await summarize(found);

    const after = await person.api.get<object>(`/widgets/${widget.id}/data`);
    expect(after.headers.get('etag')).not.toBe(before.headers.get('etag'));
    expect(after.data).toMatchObject({
      searches: [{ id: found.id, query, state: 'done', summary: { id, content }, error: null }],
    });
  });

  it('stays in the history of its search, the newest first', async () => {
    const found = await addSearch();
    const first = await summarize(found);
    const second = await summarize(found);

    const page = await person.api.get<SummaryView[]>(`/searches/${found.id}/summaries?limit=1`);
    const cursor = page.meta.pagination?.nextCursor ?? '';
    const rest = await person.api.get<SummaryView[]>(
      `/searches/${found.id}/summaries?cursor=${cursor}&limit=1`,
    );

    expect([page.data[0]?.id, rest.data[0]?.id]).toEqual([second.id, first.id]);
  });

  it('names the pages that it does without', async () => {
    search.results = [
      ...search.results,
      { title: 'Gone', url: pages.page('/gone', reply(410, 'gone')), content: '' },
    ];

    const { status, skipped } = await summarize(await addSearch());

    expect(status).toBe('done');
    expect(skipped).toEqual([{ url: `${pages.url}/gone`, reason: expect.any(String) }]);
  });

  it('fails for good, in words, when the web has nothing', async () => {
    search.results = [];

    const { status, content, error } = await summarize(await addSearch());

    expect({ status, content }).toEqual({ status: 'failed', content: null });
    expect(error).toMatchObject({ code: 'search_found_nothing' });
  });

  it('is made at a later try when the provider failed at first', async () => {
    search.replyNext(reply(500, 'broken'));

    expect(await summarize(await addSearch())).toMatchObject({ status: 'done' });
  });

  it('fails when the provider goes on failing', async () => {
    search.replyNext(reply(500, 'broken'), reply(500, 'broken'), reply(500, 'broken'));

    expect(await summarize(await addSearch())).toMatchObject({
      status: 'failed',
      error: { code: 'search_provider_failed' },
    });
  });

  it('does not exist for others', async () => {
    const found = await addSearch();
    const { id } = await summarize(found);
    const other = await signUp(app);

    for (const path of [`/searches/${found.id}`, `/searches/${found.id}/summaries`, `/summaries/${id}`]) {
      expect((await other.api.raw('GET', path)).status).toBe(404);
    }
    expect((await other.api.raw('POST', `/searches/${found.id}/summaries`, { body: {} })).status).toBe(404);
    expect((await other.api.raw('DELETE', `/searches/${found.id}`)).status).toBe(404);
  });
});

describe('without a search provider', () => {
  it('a summary says so', async () => {
    const bare = await startTestApp();
    const someone = await signUp(bare);
    const { id } = await addWidget(someone, { type: 'websearch' });
    const { data: found } = await someone.api.post<SearchView>(`/widgets/${id}/searches`, { query: 'x' });
    const { data: asked } = await someone.api.post<SummaryView>(`/searches/${found.id}/summaries`);

    const failed = await until(
      async () => (await someone.api.get<SummaryView>(`/summaries/${asked.id}`)).data,
      ({ status }) => status === 'failed',
    );
    await bare.close();

    expect(asked.id).toBe(found.latestSummary?.id);
    expect(failed.error).toEqual({
      code: 'search_provider_missing',
      message: 'web search is not available here: ask whoever runs this service to set it up',
    });
  });
});
