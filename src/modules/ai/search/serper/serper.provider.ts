import type { AppError } from '../../../../common/errors/app-error.js';
import type { HttpClient } from '../../../../platform/http-client/http-client.js';
import { textOf, type JsonRecord } from '../../json-shape.js';
import { callProvider, hitsIn } from '../search-call.js';
import type { SearchHit, SearchOptions, SearchProvider } from '../search-provider.contract.js';
import { SearchProviderFailed } from '../search.errors.js';

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
      refusal: refusalOf,
      ...(signal ? { signal } : {}),
    });
    return hitsIn(answer, FIELDS, limit);
  }
}

/** A used up quota looks like a mistake of ours at Serper. */
function refusalOf(status: number, { message }: JsonRecord): AppError | undefined {
  return status === 400 && /credits/i.test(textOf(message)) ? new SearchProviderFailed('busy') : undefined;
}
