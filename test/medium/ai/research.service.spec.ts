import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { PageFetcher } from '../../../src/modules/ai/reading/page-fetcher.js';
import { ResearchService, type ResearchOptions } from '../../../src/modules/ai/research.service.js';
import type { SearchHit, SearchProvider } from '../../../src/modules/ai/search/search-provider.contract.js';
import { SearchProviderFailed } from '../../../src/modules/ai/search/search.errors.js';
import { SearxngProvider } from '../../../src/modules/ai/search/searxng/searxng.provider.js';
import { ExtractiveSummarizer } from '../../../src/modules/ai/summarizers/extractive.summarizer.js';
import { SummarizeService } from '../../../src/modules/ai/summarizers/summarize.service.js';
import type { Summarizer } from '../../../src/modules/ai/summarizers/summarizer.contract.js';
import type { HttpClient } from '../../../src/platform/http-client/http-client.js';
import { apiError, completion, OpenAiServer } from '../../providers/openai-server.js';
import { PagesServer } from '../../providers/pages-server.js';
import type { Reply } from '../../providers/provider-server.js';
import { hang, html, huge, redirect, reply, reset, trickle } from '../../providers/replies.js';
import { SearxngServer } from '../../providers/searxng-server.js';
import { RecordingLogger, testHttpClient, testModelSummarizer } from './research-kit.js';

const QUERY = 'heat pump efficiency in cold climate winter';
const ARTICLES = [
  '/heat-pumps/energy-office.html',
  '/heat-pumps/installer-blog.html',
  '/heat-pumps/magazine.html',
];
const NO_MODEL = 'No language model is configured, so this summary is made of sentences from the sources.';

describe('ResearchService', () => {
  let http: HttpClient;
  let site: PagesServer;
  let search: SearxngServer;
  let model: OpenAiServer;
  let logger: RecordingLogger;

  beforeEach(async () => {
    http = testHttpClient();
    site = await new PagesServer('test/cases/pages').start();
    search = await new SearxngServer().start();
    model = await new OpenAiServer().start();
    logger = new RecordingLogger();
  });

  afterEach(async () => {
    await http.onApplicationShutdown();
    await Promise.all([site.close(), search.close(), model.close()]);
  });

  const provider = (): SearchProvider => new SearxngProvider(http, { url: search.url });
  const openAi = (deadlineMs = 5_000): Summarizer => testModelSummarizer(http, model, { deadlineMs });
  const service = (
    given: { model?: Summarizer; provider?: SearchProvider | null; options?: Partial<ResearchOptions> } = {},
  ): ResearchService => {
    const summaries = new SummarizeService(
      new ExtractiveSummarizer(),
      given.model ? [given.model] : [],
      logger,
    );
    const options = { sources: 5, pageDeadlineMs: 10_000, ...given.options };
    return new ResearchService(
      given.provider === undefined ? provider() : given.provider,
      new PageFetcher(http),
      summaries,
      options,
    );
  };
  const found = (...paths: string[]): void => {
    search.results = paths.map((path) => ({
      title: `Title of ${path}`,
      url: `${site.url}${path}`,
      content: `A snippet says that ${path} is a page of facts.`,
    }));
  };
  const behaves = (path: string, behaviour: Reply): string => {
    site.page(path, behaviour);
    return path;
  };

  it('searches, reads and summarizes, and each citation is a page that was read', async () => {
    found(...ARTICLES);

    const result = await service().research({ query: QUERY });

    expect(result).toMatchObject({ model: 'extractive', usage: null, skipped: [], notice: NO_MODEL });
    expect(result.content).toContain('the average COP over a whole winter was 2.9 [');
    expect(result.citations.map(({ n }) => n)).toEqual([1, 2, 3]);
    expect(result.citations.map(({ url }) => url).sort()).toEqual(
      ARTICLES.map((path) => `${site.url}${path}`).sort(),
    );
    expect(site.requests.map(({ url }) => url).sort()).toEqual([...ARTICLES, '/robots.txt'].sort());
  });

  it('asks the model when there is one, with the pages’ text', async () => {
    found(...ARTICLES);
    model.says = ({ messages }) =>
      messages[1]?.content.includes('average COP') ? 'The COP was 2.9 [1].' : 'No page [9].';

    const result = await service({ model: openAi() }).research({ query: QUERY });

    expect(result).toMatchObject({ content: 'The COP was 2.9 [1].', model: 'm', notice: null });
    expect(result.usage?.outputTokens).toBeGreaterThan(0);
  });

  it.each<[string, Reply, string]>([
    ['answers with an error', apiError(500, 'secret-detail'), 'The language model answered with an error'],
    ['has no quota', apiError(429, 'secret-detail'), 'The language model is busy or its quota is used up'],
    ['refuses the key', apiError(401, 'secret-detail'), 'The language model refused its key'],
    ['talks nonsense', completion('secret-detail'), 'The language model gave no usable summary'],
    ['breaks off', reset(), 'The language model could not be reached'],
  ])('is done without the model when it %s, and says so', async (_case, behaviour, reason) => {
    found(...ARTICLES);
    model.replyAlways(behaviour);

    const result = await service({ model: openAi() }).research({ query: QUERY });

    expect(result).toMatchObject({
      model: 'extractive',
      notice: `${reason}, so this summary is made of sentences from the sources.`,
    });
    expect(result.content).toContain('2.9 [');
    expect(JSON.stringify([result, logger.lines])).not.toMatch(/secret-detail|model-key/);
    expect(logger.lines).toEqual([expect.objectContaining({ level: 'warn', event: 'ai.model_failed' })]);
  });

  it('is done without the model when it keeps silent', async () => {
    found(...ARTICLES);
    model.replyAlways(hang());

    const result = await service({ model: openAi(100) }).research({ query: QUERY });

    expect(result.notice).toMatch(/^The language model did not answer in time, so/);
  });

  it('does not hide a mistake of ours behind the extractive summarizer', async () => {
    found(...ARTICLES);
    const broken: Summarizer = {
      name: 'broken',
      summarize: () => Promise.reject(new TypeError('a mistake')),
    };

    await expect(service({ model: broken }).research({ query: QUERY })).rejects.toThrow(TypeError);
  });

  it.each<[string, Reply, RegExp]>([
    ['is gone', reply(404), /server answered 404/],
    ['breaks off', reset(), /could not be reached/],
    ['is a PDF', reply(200, '%PDF-1.7', { 'content-type': 'application/pdf' }), /PDF/],
    ['is a picture', reply(200, 'GIF89a', { 'content-type': 'image/gif' }), /neither HTML nor plain text/],
    ['has no text', html('<script>app()</script>'), /no readable text/],
    ['is huge', huge(3_000_000), /larger/],
    [
      'leads to a forbidden address',
      redirect('http://169.254.169.254/latest/meta-data/'),
      /not one that may be called/,
    ],
    ['leads in a circle', redirect('/odd'), /redirects too often/],
  ])('does without a page that %s, and says why', async (_case, behaviour, reason) => {
    found(ARTICLES[0]!, behaves('/odd', behaviour));

    const result = await service().research({ query: QUERY });

    expect(result.skipped).toEqual([{ url: `${site.url}/odd`, reason: expect.stringMatching(reason) }]);
    expect(result.citations.map(({ url }) => url)).toEqual([`${site.url}${ARTICLES[0]}`]);
  });

  it.each<[string, Reply]>([
    ['hang', hang()],
    ['trickle', trickle()],
  ])('waits for pages that %s only to their deadline, all at once', async (_case, behaviour) => {
    found(ARTICLES[0]!, ...['/a', '/b', '/c', '/d'].map((path) => behaves(path, behaviour)));

    const result = await service({ options: { pageDeadlineMs: 1_000 } }).research({ query: QUERY });

    expect(result.skipped).toHaveLength(4);
    expect(result.skipped[0]?.reason).toMatch(/did not answer in time/);
  });

  it('summarizes what it has when the whole time is over', async () => {
    found(ARTICLES[0]!, behaves('/slow', hang()));

    const result = await service({ model: openAi(), options: { deadlineMs: 2_500 } }).research({
      query: QUERY,
    });

    expect(result.content).toContain('2.9 [1]');
    expect(result.skipped).toHaveLength(1);
    expect(result.model).toBe('extractive');
  });

  it('cites a page once that two results lead to, by the address that it was read from', async () => {
    found(behaves('/old', redirect(ARTICLES[0]!)), ARTICLES[0]!);

    const result = await service().research({ query: QUERY });

    const url = `${site.url}${ARTICLES[0]}`;
    expect(result.citations).toEqual([expect.objectContaining({ n: 1, url })]);
    expect(result.skipped).toEqual([{ url, reason: `it says the same as ${url}` }]);
  });

  it('takes the next pages in place of those that fail, and leaves the rest alone', async () => {
    found(behaves('/gone', reply(404)), ...ARTICLES);

    const result = await service().research({ query: QUERY, maxSources: 2 });

    expect(result.skipped.map(({ url }) => url)).toEqual([`${site.url}/gone`]);
    expect(result.citations.map(({ url }) => url).sort()).toEqual(
      ARTICLES.slice(0, 2).map((path) => `${site.url}${path}`),
    );
    expect(site.requests.map(({ url }) => url)).not.toContain(ARTICLES[2]);
  });

  it('takes the next page in place of one that repeats another in a frame of its own', async () => {
    const [, body = ''] =
      /<body>([\s\S]*)<\/body>/.exec(readFileSync(`test/cases/pages${ARTICLES[0]!}`, 'utf8')) ?? [];
    const copy = `<body><nav>Mirror</nav><p>We found this article elsewhere and liked it a lot.</p>${body}</body>`;
    found(ARTICLES[0]!, behaves('/copy', html(copy)), ARTICLES[1]!);

    const result = await service().research({ query: QUERY, maxSources: 2 });

    expect(result.skipped).toEqual([
      { url: `${site.url}/copy`, reason: `it says the same as ${site.url}${ARTICLES[0]}` },
    ]);
    expect(result.citations.map(({ url }) => url).sort()).toEqual(
      ARTICLES.slice(0, 2).map((path) => `${site.url}${path}`),
    );
  });

  it('tries no further page when the time is over', async () => {
    found(ARTICLES[0]!, behaves('/slow', hang()), '/never');

    await service({ options: { deadlineMs: 2_500 } }).research({ query: QUERY, maxSources: 2 });

    expect(site.requests.map(({ url }) => url)).not.toContain('/never');
  });

  describe('where the site has a robots.txt', () => {
    const robots = (text: string): string =>
      behaves('/robots.txt', reply(200, text, { 'content-type': 'text/plain' }));

    it('does without what it forbids our program, and says why', async () => {
      robots(`User-agent: BrainboardBot\nDisallow: ${ARTICLES[1]!}`);
      found(...ARTICLES);

      const result = await service().research({ query: QUERY });

      expect(result.skipped).toEqual([
        { url: `${site.url}${ARTICLES[1]}`, reason: expect.stringMatching(/robots\.txt does not allow/) },
      ]);
      expect(site.requests.map(({ url }) => url)).not.toContain(ARTICLES[1]);
    });

    it('does without a page that a redirect leads to and that it forbids', async () => {
      robots('User-agent: *\nDisallow: /private');
      behaves('/private', html('<p>The COP over a whole winter was 9.9 in this private test.</p>'));
      found(ARTICLES[0]!, behaves('/public', redirect('/private')));

      const result = await service().research({ query: QUERY });

      expect(result.skipped).toEqual([
        { url: `${site.url}/public`, reason: expect.stringMatching(/robots\.txt does not allow/) },
      ]);
    });
  });

  it('falls back to the search’s own descriptions when no page can be read, and says so', async () => {
    found(behaves('/a', reply(500)), behaves('/b', reply(403)));

    const result = await service().research({ query: 'snippet of facts' });

    expect(result.content).toMatch(/A snippet says that \/[ab] is a page of facts \[1\]\./);
    expect(result.citations[0]?.url).toMatch(new RegExp(`^${site.url}/[ab]$`));
    expect(result.notice).toBe(
      `No page could be read, so this draws on the short descriptions in the search results only. ${NO_MODEL}`,
    );
    expect(result.skipped).toHaveLength(2);
  });

  it('tells of the descriptions also where the model summarized them', async () => {
    found(behaves('/a', reply(500)));
    model.says = () => 'It is a page of facts [1].';

    const result = await service({ model: openAi() }).research({ query: QUERY });

    expect(result.notice).toBe(
      'No page could be read, so this draws on the short descriptions in the search results only.',
    );
  });

  it('gives up when there is neither a page nor a description', async () => {
    search.results = [{ title: 'T', url: `${site.url}/gone`, content: '' }];

    await expect(service().research({ query: QUERY })).rejects.toMatchObject({
      code: 'no_page_readable',
      kind: 'upstream',
    });
  });

  it('says that nothing was found', async () => {
    await expect(service().research({ query: QUERY })).rejects.toMatchObject({
      code: 'search_found_nothing',
      kind: 'not_found',
    });
  });

  it('says that no provider is configured', async () => {
    const request = service({ provider: null }).research({ query: QUERY });

    await expect(request).rejects.toMatchObject({ code: 'search_provider_missing', kind: 'conflict' });
  });

  it('passes on that the provider failed', async () => {
    search.replyAlways(reply(500));

    await expect(service().research({ query: QUERY })).rejects.toThrow(SearchProviderFailed);
  });

  it('asks for a few more results than the pages that are asked for or configured', async () => {
    const asked: number[] = [];
    const counting: SearchProvider = {
      key: 'counting',
      search: (_query, { limit }): Promise<SearchHit[]> => {
        asked.push(limit);
        return Promise.resolve([]);
      },
    };
    const research = service({ provider: counting, options: { sources: 4 } });

    await expect(research.research({ query: QUERY, maxSources: 2 })).rejects.toThrow();
    await expect(research.research({ query: QUERY, maxSources: 9 })).rejects.toThrow();
    await expect(research.research({ query: QUERY })).rejects.toThrow();

    expect(asked).toEqual([7, 9, 9]);
  });

  it.each<[string, (caller: AbortController) => void]>([
    [
      'while pages are read',
      (caller) =>
        site.page('/last', () => {
          caller.abort(new Error('given up'));
        }),
    ],
    [
      'while the model writes',
      (caller) => {
        model.replyAlways(() => {
          caller.abort(new Error('given up'));
        });
      },
    ],
  ])('ends when its caller gives up %s', async (_case, prepare) => {
    const caller = new AbortController();
    found(ARTICLES[0]!, '/last');
    prepare(caller);

    const request = service({ model: openAi() }).research({ query: QUERY, signal: caller.signal });

    await expect(request).rejects.toThrow('given up');
  });

  it('passes on a mistake of ours in fetching', async () => {
    const broken = { fetch: () => Promise.reject(new TypeError('a mistake')) } as unknown as PageFetcher;
    found(ARTICLES[0]!);
    const summaries = new SummarizeService(new ExtractiveSummarizer(), [], logger);

    await expect(
      new ResearchService(provider(), broken, summaries, { sources: 1 }).research({ query: QUERY }),
    ).rejects.toThrow(TypeError);
  });
});
