import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { RefreshSearchesJob } from '../../src/modules/widgets/types/websearch/refresh/refresh-searches.job.js';
import type {
  SearchView,
  SummaryView,
} from '../../src/modules/widgets/types/websearch/websearch.contract.js';
import type { WidgetView } from '../../src/modules/widgets/widgets.contract.js';
import { until } from '../acceptance/until.js';
import { signUp, type Person } from '../factories/users.js';
import { addWidget } from '../factories/widgets.js';
import { OpenAiServer } from '../providers/openai-server.js';
import { PagesServer } from '../providers/pages-server.js';
import { reply } from '../providers/replies.js';
import { SearxngServer } from '../providers/searxng-server.js';
import { FakeClock } from '../support/fake-clock.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const DAY = 86_400_000;

let app: TestApp;
let clock: FakeClock;
let pages: PagesServer;
let search: SearxngServer;
let model: OpenAiServer;
let person: Person;
let widget: WidgetView;

beforeAll(async () => {
  pages = await new PagesServer().start();
  search = await new SearxngServer().start();
  model = await new OpenAiServer().start();
});

afterAll(async () => {
  await Promise.all([pages.close(), search.close(), model.close()]);
});

beforeEach(async () => {
  model.requests.length = 0;
  clock = new FakeClock('2026-03-10T12:00:00Z');
  write('Feed the starter once a day with flour and water.');
  await start({});
});

afterEach(() => app.close());

async function start(env: Record<string, string>): Promise<void> {
  app = await startTestApp({
    clock,
    env: {
      JWT_ACCESS_TTL: '86400',
      SEARCH_PROVIDER: 'searxng',
      SEARXNG_URL: search.url,
      OPENAI_API_KEY: model.apiKey,
      OPENAI_BASE_URL: model.baseUrl,
      ...env,
    },
  });
  person = await signUp(app);
  widget = await addWidget(person, { type: 'websearch', frequency: 'daily' });
}

/** Puts a fact on the page that is found, and into the model's mouth. */
function write(fact: string): void {
  const filler = 'Sourdough is an old way of baking in which wild yeast raises the bread over many hours.';
  const url = pages.page(
    '/a',
    `<html><body><article><h1>Bread</h1><p>${filler}</p><p>${fact}</p></article></body></html>`,
  );
  search.results = [{ title: 'Bread', url, content: '' }];
  model.says = () => `${filler.slice(0, -1)} [1]. ${fact.slice(0, -1)} [1].`;
}

async function addSearch(who = person, widgetId = widget.id, query = 'feed a starter'): Promise<SearchView> {
  const { data } = await who.api.post<SearchView>(`/widgets/${widgetId}/searches`, { query });
  await finished(data, who);
  // What is looked at is what comes later.
  await app.app.get(DataSource).query('DELETE FROM summaries WHERE search_id = $1', [data.id]);
  model.requests.length = 0;
  return data;
}

async function history({ id }: SearchView, who = person): Promise<SummaryView[]> {
  return (await who.api.get<SummaryView[]>(`/searches/${id}/summaries?limit=100`)).data;
}

async function finished(found: SearchView, who = person): Promise<SummaryView> {
  const [latest] = await until(
    () => history(found, who),
    (made) => made.length > 0 && made.every(({ status }) => status === 'done' || status === 'failed'),
  );
  return latest!;
}

async function summarize(found: SearchView, who = person): Promise<SummaryView> {
  await who.api.post(`/searches/${found.id}/summaries`);
  return finished(found, who);
}

function runJob(): Promise<void> {
  const context = { attempt: 1, isLast: true, signal: new AbortController().signal };
  return app.app.get(RefreshSearchesJob, { strict: false }).perform({ occurrence: '' }, context);
}

async function dueAt({ id }: SearchView): Promise<Date | null> {
  const rows: { at: Date | null }[] = await app.app
    .get(DataSource)
    .query('SELECT next_refresh_at AS at FROM searches WHERE id = $1', [id]);
  return rows[0]!.at;
}

/** The moment at which it is due, once a subscriber has decided it anew. */
function dueOnce(found: SearchView, isRight: (at: Date | null) => boolean): Promise<Date | null> {
  return until(() => dueAt(found), isRight);
}

/** Signs in again after days in which the old token has run out. */
async function signInAgain(): Promise<void> {
  const { email, password } = person;
  const { data } = await person.api
    .as()
    .post<{ tokens: { accessToken: string } }>('/auth/login', { email, password });
  person = { ...person, api: person.api.as(data.tokens.accessToken) };
}

/** Makes it a search whose results nobody remembers. */
async function rephrase({ id }: SearchView): Promise<void> {
  await app.app.get(DataSource).query(`UPDATE searches SET query = query || ' at home' WHERE id = $1`, [id]);
}

/** Adds 55 summaries that came after this one. */
async function addToHistory(id: string, status: string): Promise<void> {
  await app.app.get(DataSource).query(
    `INSERT INTO summaries (id, user_id, search_id, status, content, error, citations, unsupported, contradictions,
       skipped, created_at, finished_at)
     SELECT gen_random_uuid(), user_id, search_id, $2, CASE $2 WHEN 'done' THEN 'text' END,
       CASE $2 WHEN 'failed' THEN '{}'::jsonb END, '[]', '[]', '[]', '[]', created_at + n * interval '1 second', finished_at
     FROM summaries, generate_series(1, 55) AS n WHERE id = $1`,
    [id, status],
  );
}

describe('a refresh', () => {
  it('is made by itself in the early morning of the next day, once', async () => {
    const found = await addSearch();
    await runJob();
    expect(await history(found)).toEqual([]);

    clock.set((await dueAt(found))!.toISOString());
    await Promise.all([runJob(), runJob()]);
    await runJob();

    expect(await finished(found)).toMatchObject({ status: 'done' });
    expect(await history(found)).toHaveLength(1);
    expect((await dueAt(found))!.getTime() - clock.now().getTime()).toBe(DAY);
  });

  it('that was missed for days is made once', async () => {
    const found = await addSearch();
    clock.set('2026-03-10T20:00:00Z');
    await app.app
      .get(DataSource)
      .query(`UPDATE searches SET next_refresh_at = $2 WHERE id = $1`, [found.id, '2026-03-01T02:00:00Z']);

    await runJob();
    await runJob();

    await finished(found);
    expect(await history(found)).toHaveLength(1);
    expect((await dueAt(found))!.toISOString()).toMatch(/^2026-03-11T0[123]:/);
  });

  it('goes through more searches than a batch has', async () => {
    const others = [
      widget,
      ...(await Promise.all([1, 2].map(() => addWidget(person, { type: 'websearch', frequency: 'daily' })))),
    ];
    for (const { id } of others) for (let i = 0; i < 20; i += 1) await addSearch(person, id, `question ${i}`);
    clock.advance(DAY);

    await runJob();

    const rows: { count: number }[] = await app.app
      .get(DataSource)
      .query('SELECT count(*)::int AS count FROM summaries');
    expect(rows[0]!.count).toBe(60);
  });

  it('is never for a widget that is made once', async () => {
    const { id } = await addWidget(person, { type: 'websearch', frequency: 'once' });

    expect(await dueAt(await addSearch(person, id))).toBeNull();
  });

  it('follows the widget into another rhythm, into a pause and out of it', async () => {
    const found = await addSearch();
    const change = (body: object): Promise<unknown> => person.api.patch(`/widgets/${widget.id}`, body);

    await change({ frequency: 'weekly' });
    const weekly = await dueOnce(found, (at) => at!.getTime() - clock.now().getTime() > 2 * DAY);
    await change({ isActive: false });
    await dueOnce(found, (at) => at === null);
    await change({ isActive: true });
    const again = await dueOnce(found, (at) => at !== null);

    expect(weekly!.toISOString()).toMatch(/^2026-03-17T0[123]:/);
    expect(again).toEqual(weekly);
  });

  it('follows its user into another zone', async () => {
    const found = await addSearch();
    const before = (await dueAt(found))!;

    await person.api.patch('/users/me', { timeZone: 'Asia/Tokyo' });

    const after = await dueOnce(found, (at) => at!.getTime() !== before.getTime());
    expect(after!.toISOString()).toMatch(/^2026-03-10T(1[789]|20):/);
  });

  it('is not made without a search provider, where it could only fail', async () => {
    await app.close();
    await start({ SEARCH_PROVIDER: 'none' });
    const found = await addSearch();
    clock.set((await dueAt(found))!.toISOString());

    await runJob();

    expect(await history(found)).toEqual([]);
  });

  it('that fails leaves the last text on the widget, with the reason', async () => {
    const found = await addSearch();
    const { content } = await summarize(found);
    clock.advance(DAY - 60_000);
    pages.page('/a', reply(410, 'gone'));

    await runJob();
    expect(await finished(found)).toMatchObject({ status: 'failed', changes: null });

    const { data } = await person.api.get<{ searches: unknown[] }>(`/widgets/${widget.id}/data`);
    expect(data.searches).toMatchObject([
      { state: 'failed', summary: { content }, error: { code: 'no_page_readable' } },
    ]);
  });
});

describe('where the budget has no room for a search', () => {
  const REASON = 'your AI budget for this month is used up';

  beforeEach(async () => {
    await app.close();
    await start({ AI_PRICES: 'searxng=500', AI_USER_BUDGET: '500' });
  });

  /** A search with a text, whose next try fails for want of budget. */
  async function usedUp(frequency: string): Promise<[SearchView, SummaryView, SummaryView]> {
    widget = await addWidget(person, { type: 'websearch', frequency });
    const found = await addSearch();
    const first = await summarize(found);
    clock.advance(DAY - 60_000);
    await rephrase(found);
    return [found, first, await summarize(found)];
  }

  it('the last text stays on the widget, with the reason and the day by which it is made again', async () => {
    const [, first, second] = await usedUp('once');

    const error = {
      code: 'ai_budget_exhausted',
      message: `${REASON}: it is made again by itself by 2026-04-01`,
    };
    expect(second).toMatchObject({ status: 'failed', error });
    const { data } = await person.api.get<{ searches: unknown[] }>(`/widgets/${widget.id}/data`);
    expect(data.searches).toMatchObject([{ summary: { id: first.id, content: first.content }, error }]);
  });

  it('it is made again when the budget is new, also where it is made once only', async () => {
    const [found] = await usedUp('once');
    const at = (await dueAt(found))!;

    clock.set(at.toISOString());
    await signInAgain();
    write('Feed the starter twice a day with flour and water.');
    await runJob();

    expect(at.toISOString()).toMatch(/^2026-04-01T0[0123]:/);
    expect(await finished(found)).toMatchObject({ status: 'done', error: null });
    expect(await history(found)).toHaveLength(3);
    expect(await dueAt(found)).toBeNull();
  });

  it('it is tried before in its own rhythm, for the budget may be raised', async () => {
    const [found] = await usedUp('daily');

    expect((await dueAt(found))!.getTime() - clock.now().getTime()).toBeLessThanOrEqual(DAY);
  });

  it('it is not made again for a widget that rests, and does not say so', async () => {
    widget = await addWidget(person, { type: 'websearch', frequency: 'once', isActive: false });
    await summarize(await addSearch());
    const found = await addSearch(person, widget.id, 'another question');

    expect((await summarize(found)).error?.message).toBe(REASON);
    expect(await dueAt(found)).toBeNull();
  });
});

describe('the same content', () => {
  it('is not summarized twice, and the history says since when it is the same', async () => {
    const found = await addSearch();
    const first = await summarize(found);
    clock.advance(60_000);
    const second = await summarize(found);
    clock.advance(60_000);
    const third = await summarize(found);

    expect(model.requests).toHaveLength(1);
    expect(second).toMatchObject({
      content: first.content,
      citations: first.citations,
      model: first.model,
      usage: null,
      changes: { added: [], removed: [] },
      unchangedSince: first.finishedAt,
    });
    expect(third.unchangedSince).toBe(first.finishedAt);
  });

  it('is summarized once for two people who ask the same', async () => {
    const { content } = await summarize(await addSearch());
    const other = await signUp(app);
    const { id } = await addWidget(other, { type: 'websearch' });

    const { data } = await other.api.post<SearchView>(`/widgets/${id}/searches`, {
      query: ' Feed a  STARTER',
    });
    const second = await finished(data, other);

    expect(second).toMatchObject({ content, usage: null, changes: null, unchangedSince: null });
    expect(model.requests).toHaveLength(1);
  });

  it('is summarized again where the first time no model answered', async () => {
    const found = await addSearch();
    model.replyNext(...Array.from({ length: 8 }, () => reply(401, '{}')));
    expect(await summarize(found)).toMatchObject({ model: 'extractive' });
    const before = model.requests.length;

    await summarize(found);

    expect(model.requests.length).toBeGreaterThan(before);
  });
});

describe('the history of a search', () => {
  it('tells what each text has that the one before had not', async () => {
    const found = await addSearch();
    const first = await summarize(found);
    write('Feed the starter twice a day with flour and water.');
    clock.advance(60_000);
    const second = await summarize(found);

    expect(first).toMatchObject({ changes: null, unchangedSince: null });
    expect(second.changes).toEqual({
      added: ['Feed the starter twice a day with flour and water.'],
      removed: ['Feed the starter once a day with flour and water.'],
    });
    const { data } = await person.api.get<object>(`/widgets/${widget.id}/data`);
    expect(data).toMatchObject({ searches: [{ summary: { id: second.id, changes: second.changes } }] });
  });

  it('keeps the last text, however many failures came after it', async () => {
    const found = await addSearch();
    const { id } = await summarize(found);
    await addToHistory(id, 'failed');
    clock.advance(DAY / 24);
    await rephrase(found);
    search.results = [];

    await summarize(found);

    const kept = await history(found);
    expect(kept.map(({ status }) => status)).toEqual([...Array.from({ length: 50 }, () => 'failed'), 'done']);
    expect(kept.at(-1)?.id).toBe(id);
  });

  it('is of the last fifty', async () => {
    const found = await addSearch();
    const { id: oldest } = await summarize(found);
    await addToHistory(oldest, 'done');
    clock.advance(DAY / 24);

    const newest = await summarize(found);

    const kept = await history(found);
    expect(kept).toHaveLength(50);
    expect(kept[0]?.id).toBe(newest.id);
    expect(kept.map(({ id }) => id)).not.toContain(oldest);
  });
});
