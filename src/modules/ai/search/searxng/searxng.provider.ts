import type { HttpClient } from '../../../../platform/http-client/http-client.js';
import { callProvider, hitsIn } from '../search-call.js';
import type { SearchHit, SearchOptions, SearchProvider } from '../search-provider.contract.js';

/** Where the SearXNG is; its JSON format must be switched on. */
export interface SearxngOptions {
  readonly url: string;
}

const FIELDS = { list: 'results', title: 'title', url: 'url', snippet: 'content' };

/** Searches with a SearXNG, a search engine of engines that anyone can run. */
export class SearxngProvider implements SearchProvider {
  readonly key = 'searxng';

  constructor(
    private readonly http: HttpClient,
    private readonly options: SearxngOptions,
  ) {}

  async search(query: string, { limit, signal }: SearchOptions): Promise<SearchHit[]> {
    const parameters = new URLSearchParams({ q: query, format: 'json' });
    const answer = await callProvider(this.http, {
      provider: this.key,
      url: `${this.options.url.replace(/\/$/, '')}/search?${parameters.toString()}`,
      headers: { accept: 'application/json' },
      ...(signal ? { signal } : {}),
    });
    return hitsIn(answer, FIELDS, limit);
  }
}
