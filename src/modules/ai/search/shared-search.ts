import { createHash } from 'node:crypto';
import type { SharedCache } from '../../../platform/cache/shared-cache.js';
import { BudgetExhausted } from '../metering/metering.errors.js';
import { untilAborted } from '../../../common/until-aborted.js';
import type { SearchHit, SearchOptions, SearchProvider } from './search-provider.contract.js';
import { SearchProviderFailed } from './search.errors.js';

const LIFETIME = { freshMs: 5 * 60_000, staleMs: 5 * 60_000 };

/** Equal searches share one answer: those that run at once one call, and those of the next minutes what it found. */
export class SharedSearch implements SearchProvider {
  readonly key: string;

  constructor(
    private readonly provider: SearchProvider,
    private readonly cache: SharedCache,
  ) {
    this.key = provider.key;
  }

  async search(query: string, options: SearchOptions): Promise<SearchHit[]> {
    const { signal, ...shared } = options;
    const mine = { isLoading: false };
    const load = (): Promise<SearchHit[]> => {
      mine.isLoading = true;
      // Who gives up leaves the others their answer.
      return this.provider.search(query, shared);
    };
    const work = this.cache.remember(this.keyOf(query, options.limit), LIFETIME, load);
    try {
      return await untilAborted(work, signal, (cause) => new SearchProviderFailed('timeout', { cause }));
    } catch (error) {
      // That another's budget is used up is nothing to this caller.
      if (mine.isLoading || !(error instanceof BudgetExhausted)) throw error;
      return this.provider.search(query, options);
    }
  }

  private keyOf(query: string, limit: number): string {
    const words = query.normalize('NFC').trim().replace(/\s+/g, ' ');
    return `search:${createHash('sha256')
      .update(JSON.stringify([this.key, limit, words]))
      .digest('base64url')}`;
  }
}
