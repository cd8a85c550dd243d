import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createSearchProviders } from '../../../src/modules/ai/search/search-provider.factory.js';
import { BraveProvider } from '../../../src/modules/ai/search/brave/brave.provider.js';
import { SearxngProvider } from '../../../src/modules/ai/search/searxng/searxng.provider.js';
import { SerperProvider } from '../../../src/modules/ai/search/serper/serper.provider.js';
import type { SearchProvider } from '../../../src/modules/ai/search/search-provider.contract.js';
import type { HttpClient } from '../../../src/platform/http-client/http-client.js';
import { braveRefusal, BraveServer } from '../../providers/brave-server.js';
import type { ProviderServer, Reply } from '../../providers/provider-server.js';
import { html, huge, json, reply, reset } from '../../providers/replies.js';
import { SearxngServer } from '../../providers/searxng-server.js';
import { serperRefusal, SerperServer } from '../../providers/serper-server.js';
import { testHttpClient } from './research-kit.js';

const KEYLESS = { serperKey: undefined, searxngUrl: undefined, braveKey: undefined };
const OFFICIAL = { serperUrl: 'https://google.serper.dev', braveUrl: 'https://api.search.brave.com' };

describe('search providers', () => {
  let http: HttpClient;
  let serper: SerperServer;
  let searxng: SearxngServer;
  let brave: BraveServer;

  beforeEach(async () => {
    http = testHttpClient();
    serper = await new SerperServer().start();
    searxng = await new SearxngServer().start();
    brave = await new BraveServer().start();
  });

  afterEach(async () => {
    await http.onApplicationShutdown();
    await Promise.all([serper.close(), searxng.close(), brave.close()]);
  });

  const fromSerper = (apiKey = serper.apiKey): SearchProvider =>
    new SerperProvider(http, { url: serper.url, apiKey });
  const fromSearxng = (): SearchProvider => new SearxngProvider(http, { url: `${searxng.url}/` });
  const fromBrave = (apiKey = brave.apiKey): SearchProvider =>
    new BraveProvider(http, { url: brave.url, apiKey });

  it('asks Serper in its words', async () => {
    serper.results = [1, 2, 3].map((n) => ({
      title: `T${n}`,
      link: `https://pages.example/${n}`,
      snippet: `S${n}`,
    }));

    const hits = await fromSerper().search('sourdough & co', { limit: 2 });

    expect(hits).toEqual([
      { title: 'T1', url: 'https://pages.example/1', snippet: 'S1' },
      { title: 'T2', url: 'https://pages.example/2', snippet: 'S2' },
    ]);
    expect(JSON.parse(serper.requests[0]!.body)).toEqual({ q: 'sourdough & co', num: 2 });
  });

  it('asks a SearXNG in its words', async () => {
    searxng.results = [1, 2, 3].map((n) => ({
      title: `T${n}`,
      url: `https://pages.example/${n}`,
      content: `S${n}`,
    }));

    const hits = await fromSearxng().search('sourdough & co', { limit: 2 });

    expect(hits.map(({ snippet }) => snippet)).toEqual(['S1', 'S2']);
    expect(searxng.requests[0]!.url).toBe('/search?q=sourdough+%26+co&format=json');
  });

  it('asks Brave in its words', async () => {
    brave.results = [1, 2, 3].map((n) => ({
      title: `T${n}`,
      url: `https://pages.example/${n}`,
      description: `<strong>S${n}</strong>`,
    }));

    const hits = await fromBrave().search('sourdough & co', { limit: 2 });

    expect(hits.map(({ title, snippet }) => [title, snippet])).toEqual([
      ['T1', 'S1'],
      ['T2', 'S2'],
    ]);
    expect(brave.requests[0]).toMatchObject({
      url: '/res/v1/web/search?q=sourdough+%26+co&count=2&result_filter=web&text_decorations=false',
      headers: { 'x-subscription-token': brave.apiKey },
    });
  });

  it('asks Brave for no more than it takes: 400 characters, 50 words, 20 results', async () => {
    await fromBrave().search('word '.repeat(60), { limit: 50 });
    await fromBrave().search('x'.repeat(900), { limit: 1 });

    const asked = brave.requests.map(({ url }) => new URL(url, brave.url).searchParams);
    expect(asked.map((parameters) => parameters.get('q'))).toEqual([
      'word '.repeat(50).trim(),
      'x'.repeat(400),
    ]);
    expect(asked[0]?.get('count')).toBe('20');
  });

  it('takes Brave’s answer without a section of web pages for an empty one', async () => {
    brave.replyAlways(json({ type: 'search', query: { original: 'q' } }));

    await expect(fromBrave().search('q', { limit: 5 })).resolves.toEqual([]);
  });

  it('leaves a provider alone that failed again and again, and says until when', async () => {
    serper.replyAlways(reply(500));
    const provider = fromSerper();
    for (let i = 0; i < 5; i++) await expect(provider.search('q', { limit: 1 })).rejects.toThrow();

    await expect(provider.search('q', { limit: 1 })).rejects.toMatchObject({
      failure: 'resting',
      retryAfter: expect.any(Number),
    });
    expect(serper.requests).toHaveLength(5);
  });

  it('ends when its caller gives up', async () => {
    const signal = AbortSignal.abort();

    await expect(fromSerper().search('q', { limit: 1, signal })).rejects.toMatchObject({
      failure: 'timeout',
    });
    await expect(fromSearxng().search('q', { limit: 1, signal })).rejects.toMatchObject({
      failure: 'timeout',
    });
  });

  it('tidies what it gets: web addresses only, each once, no markup', async () => {
    serper.replyAlways(
      json({
        organic: [
          { title: 'No address' },
          { title: 'Script', link: 'javascript:alert(1)' },
          'nonsense',
          { link: 'HTTPS://Pages.example/a#part', title: '<b>A</b>\n title', snippet: 'x'.repeat(5_000) },
          { link: 'https://pages.example/a', title: 'again' },
          { link: 'https://pages.example/b', title: 7, snippet: null },
        ],
      }),
    );

    const hits = await fromSerper().search('q', { limit: 10 });

    expect(hits).toEqual([
      { title: 'A title', url: 'https://pages.example/a', snippet: 'x'.repeat(1_000) },
      { title: 'https://pages.example/b', url: 'https://pages.example/b', snippet: '' },
    ]);
  });

  it('takes an empty list for an answer', async () => {
    await expect(fromSerper().search('q', { limit: 5 })).resolves.toEqual([]);
  });

  it('says that its key was refused, without the key', async () => {
    const failure: unknown = await fromSerper('wrong-key')
      .search('q', { limit: 1 })
      .catch((error: unknown) => error);

    expect(failure).toMatchObject({ code: 'search_provider_failed', kind: 'upstream', failure: 'key' });
    expect((failure as Error).message).not.toContain('wrong-key');
  });

  it.each<[string, () => SearchProvider, Reply, object]>([
    ['credits', fromSerper, serperRefusal(400, 'Not enough credits'), { failure: 'busy' }],
    ['anything else', fromSerper, serperRefusal(400, 'Strange.'), { failure: 'status' }],
    ['a format', fromSearxng, reply(403, 'Forbidden'), { failure: 'format' }],
    ['a key', fromBrave, braveRefusal(422, 'SUBSCRIPTION_TOKEN_INVALID'), { failure: 'key' }],
    ['no subscription', fromBrave, braveRefusal(404, 'SUBSCRIPTION_NOT_FOUND'), { failure: 'key' }],
    [
      'a query',
      fromBrave,
      braveRefusal(422, 'VALIDATION'),
      { code: 'search_query_refused', kind: 'invalid' },
    ],
    ['what is new to us', fromBrave, braveRefusal(422, 'NEW'), { failure: 'status' }],
    ['without a word', fromBrave, reply(422), { failure: 'status' }],
  ])('understands what a provider refuses in its own words: %s', async (_case, make, refusal, expected) => {
    for (const server of [serper, searxng, brave]) server.replyAlways(refusal);

    await expect(make().search('q', { limit: 5 })).rejects.toMatchObject(expected);
  });

  it('does not take it for an empty answer that the engines of a SearXNG are blocked', async () => {
    searxng.unresponsive = [['google', 'Suspended: CAPTCHA']];
    await expect(fromSearxng().search('q', { limit: 5 })).rejects.toMatchObject({ failure: 'engines' });

    searxng.results = [{ title: 'T', url: 'https://pages.example/1', content: '' }];
    await expect(fromSearxng().search('q', { limit: 5 })).resolves.toHaveLength(1);

    searxng.results = [];
    searxng.unresponsive = [];
    await expect(fromSearxng().search('q', { limit: 5 })).resolves.toEqual([]);
  });

  it.each<[string, Reply, string]>([
    ['an error', reply(500), 'status'],
    ['nothing', reply(204), 'status'],
    ['HTML in place of JSON', html('<h1>Welcome</h1>'), 'garbage'],
    ['a list', json([]), 'garbage'],
    ['no list of results', json({ message: 'ok' }), 'garbage'],
    [
      'results of another shape',
      json({ organic: [{ a: 1 }], results: [{ a: 1 }], web: { results: [{ a: 1 }] } }),
      'garbage',
    ],
    ['a broken connection', reset(), 'unreachable'],
    ['far too much', huge(10_000_000), 'garbage'],
  ])('fails at %s', async (_case, behaviour, failure) => {
    const servers: ProviderServer[] = [serper, searxng, brave];
    for (const server of servers) server.replyAlways(behaviour);

    for (const provider of [fromSerper(), fromSearxng(), fromBrave()])
      await expect(provider.search('q', { limit: 5 })).rejects.toMatchObject({
        code: 'search_provider_failed',
        failure,
      });
  });

  it.each([
    ['17', 17],
    ['999999', 3_600],
    ['soon', undefined],
    ['', undefined],
  ])('says when a busy provider may be asked again (%j)', async (retryAfter, expected) => {
    serper.replyAlways(reply(429, '', { 'retry-after': retryAfter }));

    await expect(fromSerper().search('q', { limit: 5 })).rejects.toMatchObject({
      failure: 'busy',
      retryAfter: expected,
    });
  });

  it.each([
    ['none', []],
    ['Serper without a key', ['serper']],
    ['a SearXNG without an address', ['searxng']],
    ['Brave without a key', ['brave']],
  ])('are not there when the configuration says %s', (_case, providers) => {
    expect(createSearchProviders(http, { providers, ...KEYLESS, ...OFFICIAL })).toEqual([]);
  });

  it('come in the order of the configuration', () => {
    const providers = createSearchProviders(http, {
      providers: ['brave', 'searxng', 'serper'],
      serperKey: 'a',
      searxngUrl: searxng.url,
      braveKey: 'b',
      ...OFFICIAL,
    });

    expect(providers.map(({ key }) => key)).toEqual(['brave', 'searxng', 'serper']);
  });
});
