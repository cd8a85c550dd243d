import type { AppError } from '../../../../common/errors/app-error.js';
import type { HttpClient } from '../../../../platform/http-client/http-client.js';
import { callProvider, hitsIn } from '../search-call.js';
import type { SearchHit, SearchOptions, SearchProvider } from '../search-provider.contract.js';
import { SearchProviderFailed } from '../search.errors.js';

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
      refusal: refusalOf,
      ...(signal ? { signal } : {}),
    });
    const hits = hitsIn(answer, FIELDS, limit);
    const silent = answer.unresponsive_engines;
    // Blocked engines find nothing either, and that says nothing about the web.
    if (hits.length === 0 && Array.isArray(silent) && silent.length > 0)
      throw new SearchProviderFailed('engines');
    return hits;
  }
}

/** SearXNG has no keys: it forbids formats that are not switched on, and only HTML is by default. */
function refusalOf(status: number): AppError | undefined {
  return status === 403 ? new SearchProviderFailed('format') : undefined;
}
