import type { SearchHit, SearchOptions, SearchProvider } from '../search/search-provider.contract.js';
import { NO_TOKENS } from './metering.contract.js';
import type { MeteringService } from './metering.service.js';

/** A search provider whose every call is in the ledger and within the budgets. */
export class MeteredSearch implements SearchProvider {
  readonly key: string;

  constructor(
    private readonly provider: SearchProvider,
    private readonly metering: MeteringService,
  ) {
    this.key = provider.key;
  }

  /** Throws BudgetExhausted where the call has no room. */
  search(query: string, options: SearchOptions): Promise<SearchHit[]> {
    const { userId = null, feature = 'search' } = options.caller ?? {};
    return this.metering.run(
      { userId, feature, kind: 'search', provider: this.key, model: null, worstCase: NO_TOKENS },
      async () => ({ value: await this.provider.search(query, options), usage: NO_TOKENS }),
    );
  }
}
