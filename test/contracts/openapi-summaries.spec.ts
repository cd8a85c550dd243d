import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PagesServer } from '../providers/pages-server.js';
import { reply } from '../providers/replies.js';
import { SearxngServer } from '../providers/searxng-server.js';
import { Contract } from './openapi/contract.js';

interface Summary {
  readonly status: string;
  readonly citations: readonly object[];
  readonly skipped: readonly object[];
  readonly error: object | null;
}

/** Summaries that were made, beside those that were only asked for: by jobs, from pages of a local web. */
describe('the summaries of the running server are as its document says', () => {
  const pages = new PagesServer('test/cases/pages');
  const search = new SearxngServer();
  let contract: Contract;

  beforeAll(async () => {
    await Promise.all([pages.start(), search.start()]);
    const found = (path: string): { title: string; url: string; content: string } => ({
      title: path,
      url: `${pages.url}${path}`,
      content: 'How to start and feed a sourdough.',
    });
    pages.page('/gone', reply(404, 'not here'));
    search.results = [
      found('/sourdough/baking-school.html'),
      found('/sourdough/kitchen-notes.html'),
      found('/gone'),
    ];
    contract = await Contract.start({ ROLE: 'all', SEARCH_PROVIDER: 'searxng', SEARXNG_URL: search.url });
  });

  afterAll(async () => {
    await contract.stop();
    await Promise.all([pages.close(), search.close()]);
  });

  it('when one is done, with its sources and what could not be read', async () => {
    const { searchesId, owner } = contract.world;
    const summary = await ended(contract.world.summaryId);

    expect(summary).toMatchObject({ status: 'done', error: null });
    expect([summary.citations.length > 0, summary.skipped.length]).toEqual([true, 1]);
    for (const id of ['listSearchSummaries', 'getTodayBoard']) await contract.ask(await contract.prepare(id));
    const { data } = await owner.api.get<{ searches: object[] }>(`/widgets/${searchesId}/data`);
    expect(data.searches).toContainEqual(expect.objectContaining({ query: 'sourdough', state: 'done' }));
  });

  it('when one failed, with the reason', async () => {
    search.results = [];
    const { owner, searchesId } = contract.world;
    const body = { query: 'what nobody has asked before' };
    const { data } = await owner.api.post<{ id: string }>(`/widgets/${searchesId}/searches`, body);
    const path = `/api/v1/searches/${data.id}/summaries`;
    const asked = await contract.ask({ ...(await contract.prepare('requestSummary')), path });

    const summary = await ended((asked.body as { data: { id: string } }).data.id);

    expect(summary).toMatchObject({ status: 'failed', citations: [], error: { code: expect.any(String) } });
  });

  /** The summary, read as the document says until its job has ended. */
  async function ended(id: string): Promise<Summary> {
    const read = { ...(await contract.prepare('getSummary')), path: `/api/v1/summaries/${id}` };
    for (;;) {
      const { data } = (await contract.ask(read)).body as { data: Summary };
      if (['done', 'failed'].includes(data.status)) return data;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
});
