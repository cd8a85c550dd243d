import type { Caller } from '../metering/metering.contract.js';

/** One result of a web search. */
export interface SearchHit {
  readonly title: string;
  readonly url: string;
  /** The provider's own excerpt of the page; may be empty. */
  readonly snippet: string;
  /** Key of the provider that found it, where several may be asked. */
  readonly foundBy?: string;
}

/** How much is wanted, and how long. */
export interface SearchOptions {
  readonly limit: number;
  /** For whom; nobody in particular where it is left out. */
  readonly caller?: Caller;
  readonly signal?: AbortSignal;
}

/** Someone who answers web searches; throws `SearchProviderFailed` when it can't. */
export interface SearchProvider {
  readonly key: string;
  search(query: string, options: SearchOptions): Promise<SearchHit[]>;
}
