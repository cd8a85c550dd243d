/** Where a summary stands. */
export type SummaryStatus = 'queued' | 'running' | 'done' | 'failed';

/** A source that the text cites as `[n]`. */
export interface Citation {
  readonly n: number;
  readonly title: string;
  readonly url: string;
}

/** A sentence of the text that its sources do not bear out. */
export interface UnsupportedSentence {
  /** Which sentence it is, from 0; null where it was left out of the text. */
  readonly index: number | null;
  readonly text: string;
  readonly reason: 'no_source' | 'not_in_source' | 'number_not_in_source' | 'name_not_in_source';
}

/** Sources that say different things. */
export interface Contradiction {
  readonly text: string;
  /** Their numbers among the citations. */
  readonly sources: readonly number[];
}

/** A page that was found and not used. */
export interface SkippedPage {
  readonly url: string;
  readonly reason: string;
}

/** What a model charged for, in tokens. */
export interface SummaryUsage {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** Why there is no text. */
export interface SummaryError {
  readonly code: string;
  readonly message: string;
}

/** What a summary says that the one before did not, and what it no longer says. */
export interface SummaryChanges {
  readonly added: string[];
  readonly removed: string[];
}

/** The fields of a search that its user set, as events hold them. */
export interface SearchFields {
  readonly id: string;
  readonly widgetId: string;
  readonly query: string;
  readonly version: number;
  readonly createdAt: string;
}

/** A summary by its id and where it stands. */
export interface LatestSummary {
  readonly id: string;
  readonly status: SummaryStatus;
}

/** A search as clients see it. */
export interface SearchView extends SearchFields {
  /** Null for a search from before its first summary was queued with it. */
  readonly latestSummary: LatestSummary | null;
}

/** The state of a search's latest summary. */
export interface LatestSummaryView extends LatestSummary {
  readonly error: SummaryError | null;
  readonly createdAt: string;
  readonly finishedAt: string | null;
}

/** A search as lists over all widgets have it. */
export interface ListedSearchView extends SearchFields {
  readonly latestSummary: LatestSummaryView | null;
}

/** A summary as clients see it. */
export interface SummaryView {
  readonly id: string;
  readonly searchId: string;
  readonly status: SummaryStatus;
  readonly content: string | null;
  readonly citations: Citation[];
  readonly unsupported: UnsupportedSentence[];
  readonly contradictions: Contradiction[];
  readonly skipped: SkippedPage[];
  readonly model: string | null;
  readonly usage: SummaryUsage | null;
  readonly notice: string | null;
  readonly error: SummaryError | null;
  readonly changes: SummaryChanges | null;
  readonly unchangedSince: string | null;
  readonly createdAt: string;
  readonly finishedAt: string | null;
}
