import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type {
  SearchView,
  SummaryView,
} from '../../src/modules/widgets/types/websearch/websearch.contract.js';
import { Drain } from '../../src/app/drain.js';
import { signUp, type Person } from '../factories/users.js';
import { addWidget } from '../factories/widgets.js';
import { OpenAiServer } from '../providers/openai-server.js';
import { PagesServer } from '../providers/pages-server.js';
import type { Reply } from '../providers/provider-server.js';
import { SearxngServer } from '../providers/searxng-server.js';
import { ApiClient } from '../support/api-client.js';
import { EventReader } from '../support/event-stream.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const FIRST = 'Feed the starter once a day with flour and water';
const SECOND = 'A starter in the fridge is fed once a week';
const ANSWER = JSON.stringify({
  facts: [
    { text: FIRST, sources: [1] },
    { text: SECOND, sources: [1] },
  ],
  contradictions: [],
});
const THOUGHT = '{"text":"A secret of the starter","sources":[1]}';
const HALF = ANSWER.indexOf(SECOND) + 20;

/** A model that stops in the middle of its second sentence until it is told to go on. */
class PausingModel {
  private goOn: () => void = () => undefined;

  readonly reply: Reply = (_request, response) => {
    const chunk = (content: string): string =>
      `data: ${JSON.stringify({ model: 'm', choices: [{ delta: { content } }] })}\n\n`;
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write(chunk(ANSWER.slice(0, HALF)));
    this.goOn = () => {
      response.end(`${chunk(ANSWER.slice(HALF))}data: [DONE]\n\n`);
    };
  };

  finish(): void {
    this.goOn();
  }
}

describe('the stream of a summary', () => {
  const pages = new PagesServer();
  const search = new SearxngServer();
  let model: OpenAiServer;
  let pausing: PausingModel;
  let api: TestApp;
  let worker: TestApp;
  let person: Person;

  beforeAll(async () => {
    await Promise.all([pages.start(), search.start()]);
    model = await new OpenAiServer().start();
    const env = {
      SEARCH_PROVIDER: 'searxng',
      SEARXNG_URL: search.url,
      OPENAI_API_KEY: model.apiKey,
      OPENAI_BASE_URL: model.baseUrl,
    };
    api = await startTestApp({ env: { ...env, ROLE: 'api' } });
    worker = await startTestApp({ env: { ...env, ROLE: 'worker' }, databaseUrl: api.databaseUrl });
    person = await signUp(api);
  });

  afterAll(async () => {
    await worker.close();
    await api.close();
    await Promise.all([pages.close(), search.close(), model.close()]);
  });

  beforeEach(() => {
    pausing = new PausingModel();
    const text = `<p>${FIRST}, so that it has enough to eat.</p><p>${SECOND}, because it is slow in the cold.</p>`;
    search.results = [
      {
        title: 'Page',
        url: pages.page('/a', `<article><h1>Bread</h1>${text}${text}</article>`),
        content: '',
      },
    ];
  });

  async function ask(): Promise<SummaryView> {
    const { id } = await addWidget(person, { type: 'websearch' });
    const { data: added } = await person.api.post<SearchView>(`/widgets/${id}/searches`, {
      query: `feeding a starter ${Math.random()}`,
    });
    return (await person.api.get<SummaryView>(`/summaries/${added.latestSummary!.id}`)).data;
  }

  function follow({ id }: SummaryView, headers: Record<string, string> = {}): Promise<EventReader> {
    return EventReader.open(`${api.url}/api/v1/summaries/${id}/stream`, {
      authorization: `Bearer ${person.tokens.accessToken}`,
      ...headers,
    });
  }

  it('tells what is written in another process while it is written, and then the summary', async () => {
    model.replyNext(pausing.reply);
    const summary = await ask();
    const reader = await follow(summary);

    const before = await reader.until('text');
    const [pending] = (await reader.until('pending')).slice(-1);
    pausing.finish();
    const after = await reader.until('none');

    expect(before.some(({ event, data }) => event === 'status' && data.status === 'running')).toBe(true);
    expect(before.at(-1)).toEqual({
      event: 'text',
      id: `1-${FIRST.length + 5}`,
      data: {
        text: `${FIRST} [1].`,
        citations: [{ n: 1, title: expect.any(String), url: `${pages.url}/a` }],
        unsupported: [],
      },
    });
    expect(SECOND.startsWith(String(pending?.data.text))).toBe(true);
    expect(after.at(-1)).toMatchObject({
      event: 'done',
      data: { id: summary.id, status: 'done', content: `${FIRST} [1]. ${SECOND} [1].` },
    });
  });

  it('goes on behind the last event that one has', async () => {
    model.replyNext(pausing.reply);
    const summary = await ask();
    const first = await follow(summary);
    const text = (await first.until('text')).at(-1);
    await first.close();

    const second = await follow(summary, { 'last-event-id': text?.id ?? '' });
    const standing = await second.next();
    pausing.finish();
    const rest = await second.until('done');

    expect(standing).toMatchObject({ event: 'status', data: { status: 'running', attempt: 1 } });
    expect(JSON.stringify(rest.filter(({ event }) => event === 'text'))).not.toContain(FIRST);
    expect(rest.at(-1)?.event).toBe('done');
  });

  it('ends at once where all is over, also for one who comes back', async () => {
    model.says = () => ANSWER;
    const summary = await ask();
    const events = await (await follow(summary)).until('none');

    const again = await (await follow(summary, { 'last-event-id': 'nonsense' })).until('none');

    expect(events.at(-1)?.event).toBe('done');
    expect(again.map(({ event }) => event)).toEqual(['status', 'done']);
    expect(again[1]?.data).toEqual(events.at(-1)?.data);
  });

  it.each([
    ['in tags', `<think>Hm, ${THOUGHT}.</think>${ANSWER}`],
    ['without the tag that opens them', `Hm {so}, ${THOUGHT}. {"facts":[${THOUGHT}]}</think>${ANSWER}`],
    ['in a channel', `<|channel|>analysis<|message|>${THOUGHT}<|end|><|channel|>final<|message|>${ANSWER}`],
  ])('has nothing of what the model thinks aloud %s', async (_case, text) => {
    model.says = () => text;
    model.pace = { pieceChars: 3, everyMs: 1 };

    const events = await (await follow(await ask())).until('none');
    model.pace = {};

    expect(JSON.stringify(events)).not.toContain('secret');
    expect(events.at(-1)).toMatchObject({
      event: 'done',
      data: { content: `${FIRST} [1]. ${SECOND} [1].`, model: expect.not.stringContaining('extractive') },
    });
  });

  it('tells why there is no summary', async () => {
    search.results = [];

    const events = await (await follow(await ask())).until('none');

    expect(events.at(-1)).toMatchObject({ event: 'error', data: { code: 'search_found_nothing' } });
  });

  it('tells of a summary that is deleted meanwhile', async () => {
    model.replyNext(pausing.reply);
    const summary = await ask();
    const reader = await follow(summary);
    await reader.until('text');

    await person.api.delete(`/searches/${summary.searchId}`);
    const events = await reader.until('none');
    pausing.finish();

    expect(events.at(-1)).toMatchObject({ event: 'error', data: { code: 'summary_not_found' } });
  });

  it('is kept back by nobody: not compressed, not stored', async () => {
    model.says = () => ANSWER;

    const reader = await follow(await ask(), { 'accept-encoding': 'gzip' });
    await reader.until('none');

    const { headers } = reader;
    expect(headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(headers.get('cache-control')).toBe('no-store, no-transform');
    expect(headers.get('content-encoding')).toBeNull();
  });

  it('does not exist for others, and asks who one is', async () => {
    model.says = () => ANSWER;
    const summary = await ask();
    await (await follow(summary)).until('none');
    const { id } = summary;
    const other = await signUp(api);

    expect(await other.api.refused('GET', `/summaries/${id}/stream`)).toMatchObject({
      status: 404,
      code: 'summary_not_found',
    });
    expect((await person.api.as().raw('GET', `/summaries/${id}/stream`)).status).toBe(401);
    expect((await person.api.raw('GET', '/summaries/nonsense/stream')).status).toBe(404);
  });

  it('is for twenty at a time', async () => {
    person = await signUp(api);
    model.replyNext(pausing.reply);
    const summary = await ask();
    const readers = await Promise.all(Array.from({ length: 20 }, () => follow(summary)));
    for (const reader of readers) await reader.until('text');

    const refusal = await person.api.refused('GET', `/summaries/${summary.id}/stream`);
    pausing.finish();
    for (const reader of readers) expect((await reader.until('none')).at(-1)?.event).toBe('done');
    const later = await follow(summary);

    expect(refusal).toMatchObject({ status: 429, code: 'too_many_streams' });
    expect(refusal.headers.get('retry-after')).toBe('5');
    expect((await later.until('none')).at(-1)?.event).toBe('done');
  });

  it('ends with the token, and says so', async () => {
    const brief = await startTestApp({
      env: { ROLE: 'api', JWT_ACCESS_TTL: '3' },
      databaseUrl: api.databaseUrl,
    });
    const { email, password } = person;
    model.replyNext(pausing.reply);
    const { id } = await ask();
    const { data } = await new ApiClient(brief.url).post<{ tokens: { accessToken: string } }>('/auth/login', {
      email,
      password,
    });
    const reader = await EventReader.open(`${brief.url}/api/v1/summaries/${id}/stream`, {
      authorization: `Bearer ${data.tokens.accessToken}`,
    });

    const events = await reader.until('none');
    pausing.finish();
    await brief.close();

    expect(events.at(-1)).toMatchObject({
      event: 'end',
      data: { code: 'token_expired', message: expect.any(String) },
    });
    expect(events.map(({ event }) => event)).not.toContain('done');
  });

  it('ends with the session, and says so', async () => {
    const someone = await signUp(api);
    const { id: widgetId } = await addWidget(someone, { type: 'websearch' });
    model.replyNext(pausing.reply);
    const { data } = await someone.api.post<{ latestSummary: { id: string } }>(
      `/widgets/${widgetId}/searches`,
      { query: `sessions ${Math.random()}` },
    );
    const reader = await EventReader.open(`${api.url}/api/v1/summaries/${data.latestSummary.id}/stream`, {
      authorization: `Bearer ${someone.tokens.accessToken}`,
    });
    await reader.until('text');

    await someone.api.post('/auth/logout');
    const events = await reader.until('none');
    pausing.finish();

    expect(events.at(-1)).toMatchObject({ event: 'end', data: { code: 'session_over' } });
  });

  it.each<[string, (app: TestApp, drain: Drain) => unknown]>([
    [
      'wants no connections any more',
      (_app, drain) => {
        drain.begin();
      },
    ],
    ['ends', (app) => app.close()],
  ])('ends when its process %s', async (_case, end) => {
    const second = await startTestApp({ env: { ROLE: 'api' }, databaseUrl: api.databaseUrl });
    const drain = new Drain(second.app.getHttpServer());
    model.replyNext(pausing.reply);
    const { id } = await ask();
    const reader = await EventReader.open(`${second.url}/api/v1/summaries/${id}/stream`, {
      authorization: `Bearer ${person.tokens.accessToken}`,
    });
    await reader.until('text');

    const ending = end(second, drain);
    const events = await reader.until('none').catch(() => []);
    await ending;
    pausing.finish();
    await second.close();

    expect(events.map(({ event }) => event)).not.toContain('done');
  });
});
