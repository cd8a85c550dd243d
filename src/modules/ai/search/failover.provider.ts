import { AppError } from '../../../common/errors/app-error.js';
import type { SearchHit, SearchOptions, SearchProvider } from './search-provider.contract.js';
import { SearchQueryRefused } from './search.errors.js';

/** Asks providers in order, until one answers; an answer without results is one. */
export class FailoverProvider implements SearchProvider {
  readonly key: string;

  /** @param providers at least one, the one to ask first first */
  constructor(private readonly providers: readonly SearchProvider[]) {
    this.key = providers.map(({ key }) => key).join(',');
  }

  /** Throws why the first provider has no answer, where none has one. */
  async search(query: string, options: SearchOptions): Promise<SearchHit[]> {
    const failures: unknown[] = [];
    for (const provider of this.providers) {
      try {
        const hits = await provider.search(query, options);
        return hits.map((hit) => ({ ...hit, foundBy: provider.key }));
      } catch (error) {
        // A mistake of ours would fail with every provider, and who gave up wants no other.
        if (!(error instanceof AppError) || options.signal?.aborted) throw error;
        failures.push(error);
      }
    }
    // A query that one refuses another may take; what kept it from that passes, and it can be tried again.
    throw failures.find((failure) => !(failure instanceof SearchQueryRefused)) ?? failures[0];
  }
}
