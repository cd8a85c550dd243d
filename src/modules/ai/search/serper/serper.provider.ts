import type { HttpClient } from '../../../../platform/http-client/http-client.js';
import { callProvider, hitsIn } from '../search-call.js';
import type { SearchHit, SearchOptions, SearchProvider } from '../search-provider.contract.js';

/** Where Serper is, and its key. */
export interface SerperOptions {
  readonly url: string;
  readonly apiKey: string;
}

const FIELDS = { list: 'organic', title: 'title', url: 'link', snippet: 'snippet' };

/** Searches with Serper, a service that asks Google. */
export class SerperProvider implements SearchProvider {
  readonly key = 'serper';

  constructor(
    private readonly http: HttpClient,
    private readonly options: SerperOptions,
  ) {}

  async search(query: string, { limit, signal }: SearchOptions): Promise<SearchHit[]> {
    const answer = await callProvider(this.http, {
      provider: this.key,
      url: `${this.options.url.replace(/\/$/, '')}/search`,
      method: 'POST',
      idempotent: true,
      headers: { 'content-type': 'application/json', 'x-api-key': this.options.apiKey },
      body: JSON.stringify({ q: query, num: limit }),
      ...(signal ? { signal } : {}),
    });
    return hitsIn(answer, FIELDS, limit);
  }
}
