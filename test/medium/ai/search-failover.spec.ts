import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { BraveProvider } from '../../../src/modules/ai/search/brave/brave.provider.js';
import { FailoverProvider } from '../../../src/modules/ai/search/failover.provider.js';
import { SearxngProvider } from '../../../src/modules/ai/search/searxng/searxng.provider.js';
import { SerperProvider } from '../../../src/modules/ai/search/serper/serper.provider.js';
import type { HttpClient } from '../../../src/platform/http-client/http-client.js';
import { braveRefusal, BraveServer } from '../../providers/brave-server.js';
import type { Reply } from '../../providers/provider-server.js';
import { html, huge, reply, reset } from '../../providers/replies.js';
import { SearxngServer } from '../../providers/searxng-server.js';
import { SerperServer } from '../../providers/serper-server.js';
import { testHttpClient } from './research-kit.js';

describe('search providers in an order', () => {
  let http: HttpClient;
  let serper: SerperServer;
  let brave: BraveServer;
  let searxng: SearxngServer;
  let search: FailoverProvider;

  beforeEach(async () => {
    http = testHttpClient();
    serper = await new SerperServer().start();
    brave = await new BraveServer().start();
    searxng = await new SearxngServer().start();
    serper.results = [{ title: 'S', link: 'https://pages.example/s', snippet: '' }];
    brave.results = [{ title: 'B', url: 'https://pages.example/b', description: '' }];
    searxng.results = [{ title: 'X', url: 'https://pages.example/x', content: '' }];
    search = new FailoverProvider([
      new SerperProvider(http, { url: serper.url, apiKey: serper.apiKey }),
      new BraveProvider(http, { url: brave.url, apiKey: brave.apiKey }),
      new SearxngProvider(http, { url: searxng.url }),
    ]);
  });

  afterEach(async () => {
    await http.onApplicationShutdown();
    await Promise.all([serper.close(), brave.close(), searxng.close()]);
  });

  const foundBy = async (): Promise<unknown> =>
    (await search.search('q', { limit: 5 })).map((hit) => [hit.title, hit.foundBy]);

  it('are named together, in that order', () => {
    expect(search.key).toBe('serper,brave,searxng');
  });

  it('the first answers, and the others are not asked', async () => {
    expect(await foundBy()).toEqual([['S', 'serper']]);
    expect([...brave.requests, ...searxng.requests]).toEqual([]);
  });

  it.each<[string, Reply]>([
    ['fails', reply(500)],
    ['refuses its key', reply(403)],
    ['is busy for long', reply(429, '', { 'retry-after': '3600' })],
    ['breaks off', reset()],
    ['sends HTML', html('<h1>Welcome</h1>')],
    ['sends 10 MB', huge(10_000_000)],
  ])('the next answers where one %s, and says so', async (_case, fault) => {
    serper.replyAlways(fault);
    brave.replyAlways(fault);

    expect(await foundBy()).toEqual([['X', 'searxng']]);
    expect([serper, brave].every(({ requests }) => requests.length > 0)).toBe(true);
  });

  it('an answer without results is an answer', async () => {
    serper.results = [];

    expect(await foundBy()).toEqual([]);
    expect(brave.requests).toEqual([]);
  });

  it('the reason of the first is told where none answers', async () => {
    serper.replyAlways(reply(403));
    brave.replyAlways(reply(500));
    searxng.replyAlways(html('<h1>Welcome</h1>'));

    await expect(foundBy()).rejects.toMatchObject({ code: 'search_provider_failed', failure: 'key' });
  });

  it('a query that one refuses is another’s to answer, and tried again where that can’t', async () => {
    serper.replyAlways(html('<h1>Welcome</h1>'));
    brave.replyAlways(braveRefusal(422, 'VALIDATION'));
    expect(await foundBy()).toEqual([['X', 'searxng']]);

    search = new FailoverProvider([
      new BraveProvider(http, { url: brave.url, apiKey: brave.apiKey }),
      new SearxngProvider(http, { url: searxng.url }),
    ]);
    searxng.replyAlways(reply(500));
    await expect(foundBy()).rejects.toMatchObject({ failure: 'status' });

    search = new FailoverProvider([new BraveProvider(http, { url: brave.url, apiKey: brave.apiKey })]);
    await expect(foundBy()).rejects.toMatchObject({ code: 'search_query_refused' });
  });

  it('no other is asked for a caller who gave up', async () => {
    const signal = AbortSignal.abort();

    await expect(search.search('q', { limit: 5, signal })).rejects.toMatchObject({ failure: 'timeout' });
    expect([...serper.requests, ...brave.requests, ...searxng.requests]).toEqual([]);
  });

  it('a mistake of ours is told at once', async () => {
    const ours = new TypeError('ours');
    const broken = { key: 'broken', search: () => Promise.reject(ours) };
    search = new FailoverProvider([broken, new SearxngProvider(http, { url: searxng.url })]);

    await expect(foundBy()).rejects.toBe(ours);
    expect(searxng.requests).toEqual([]);
  });

  it('one that is left alone costs no time: the next answers without its being asked', async () => {
    serper.replyAlways(reply(500));
    for (let i = 0; i < 5; i++) await foundBy();
    const sent = serper.requests.length;

    expect(await foundBy()).toEqual([['B', 'brave']]);
    expect(serper.requests).toHaveLength(sent);
  });
});
