/** One result of a web search. */
export interface SearchHit {
  readonly title: string;
  readonly url: string;
  /** The provider's own excerpt of the page; may be empty. */
  readonly snippet: string;
}

/** How much is wanted, and how long. */
export interface SearchOptions {
  readonly limit: number;
  readonly signal?: AbortSignal;
}

/** Someone who answers web searches; throws `SearchProviderFailed` when it can't. */
export interface SearchProvider {
  readonly key: string;
  search(query: string, options: SearchOptions): Promise<SearchHit[]>;
}
