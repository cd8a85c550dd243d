import type { AppError } from '../../../../common/errors/app-error.js';
import type { HttpClient } from '../../../../platform/http-client/http-client.js';
import { isRecord, textOf, type JsonRecord } from '../../json-shape.js';
import { callProvider, hitsIn } from '../search-call.js';
import type { SearchHit, SearchOptions, SearchProvider } from '../search-provider.contract.js';
import { SearchProviderFailed, SearchQueryRefused } from '../search.errors.js';

/** Where Brave Search is, and its subscription's key. */
export interface BraveOptions {
  readonly url: string;
  readonly apiKey: string;
}

const FIELDS = { list: 'results', title: 'title', url: 'url', snippet: 'description' };
const MOST_RESULTS = 20;
const MOST_CHARACTERS = 400;
const MOST_WORDS = 50;

/** Searches with Brave, which has an index of its own. */
export class BraveProvider implements SearchProvider {
  readonly key = 'brave';

  constructor(
    private readonly http: HttpClient,
    private readonly options: BraveOptions,
  ) {}

  async search(query: string, { limit, signal }: SearchOptions): Promise<SearchHit[]> {
    const parameters = new URLSearchParams({
      q: shortened(query),
      count: String(Math.min(limit, MOST_RESULTS)),
      result_filter: 'web',
      text_decorations: 'false',
    });
    const answer = await callProvider(this.http, {
      provider: this.key,
      url: `${this.options.url.replace(/\/$/, '')}/res/v1/web/search?${parameters.toString()}`,
      headers: { accept: 'application/json', 'x-subscription-token': this.options.apiKey },
      refusal: refusalOf,
      ...(signal ? { signal } : {}),
    });
    // Brave leaves the section out where it found nothing.
    if (!('web' in answer) && answer.type === 'search') return [];
    if (!isRecord(answer.web)) throw new SearchProviderFailed('garbage');
    return hitsIn(answer.web, FIELDS, limit);
  }
}

/** Brave answers 422 to a wrong key as to a wrong query, and 404 to a key without a subscription. */
function refusalOf(_status: number, { error }: JsonRecord): AppError | undefined {
  const code = isRecord(error) ? textOf(error.code) : '';
  if (code.startsWith('SUBSCRIPTION_')) return new SearchProviderFailed('key');
  return code === 'VALIDATION' ? new SearchQueryRefused() : undefined;
}

/** Brave refuses longer queries. */
function shortened(query: string): string {
  return query.split(/\s+/).slice(0, MOST_WORDS).join(' ').slice(0, MOST_CHARACTERS);
}
