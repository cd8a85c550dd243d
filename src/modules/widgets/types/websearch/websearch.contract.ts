/** Where a summary stands. */
export type SummaryStatus = 'queued' | 'running' | 'done' | 'failed';

/** A source that the text cites as `[n]`. */
export interface Citation {
  readonly n: number;
  readonly title: string;
  readonly url: string;
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

/** A search as clients see it. */
export interface SearchView {
  readonly id: string;
  readonly widgetId: string;
  readonly query: string;
  readonly version: number;
  readonly createdAt: string;
}

/** A summary as clients see it. */
export interface SummaryView {
  readonly id: string;
  readonly searchId: string;
  readonly status: SummaryStatus;
  readonly content: string | null;
  readonly citations: Citation[];
  readonly skipped: SkippedPage[];
  readonly model: string | null;
  readonly usage: SummaryUsage | null;
  readonly notice: string | null;
  readonly error: SummaryError | null;
  readonly createdAt: string;
  readonly finishedAt: string | null;
}
