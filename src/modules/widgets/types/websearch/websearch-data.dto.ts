import type { SummaryStatus } from './websearch.contract.js';
import {
  CitationResponse,
  ContradictionResponse,
  SummaryChangesResponse,
  SummaryErrorResponse,
  UnsupportedSentenceResponse,
} from './websearch.dto.js';

/** The latest finished summary of a search. */
export class LatestSummary {
  /**
   * Id of the summary.
   * @example "01980c3e-7a10-7cc3-98a5-3f0c2b9d4e31"
   */
  id: string;
  /**
   * Text with its citations as `[n]`.
   * @example "A sender halves its window when a segment is lost [1]."
   */
  content: string | null;
  /** Sources that the text cites. */
  citations: CitationResponse[];
  /** Sentences that their sources do not support. */
  unsupported: UnsupportedSentenceResponse[];
  /** Claims on which the sources disagree. */
  contradictions: ContradictionResponse[];
  /**
   * Name of the model, or `extractive`.
   * @example "extractive"
   */
  model: string | null;
  /**
   * How the summary was made, if that needs saying.
   * @example "Made without a model: no key is configured."
   */
  notice: string | null;
  /** What changed since the previous summary; null for the first one. */
  changes: SummaryChangesResponse | null;
  /**
   * Since when the sources have been saying the same; null if this text is new.
   * @example "2026-02-22T03:10:00.000Z"
   */
  unchangedSince: string | null;
  /**
   * When it was finished.
   * @example "2026-03-01T08:00:02.000Z"
   */
  finishedAt: string | null;
}

/** A search with its latest summary. */
export class SearchItem {
  /**
   * Id of the search.
   * @example "01980c3e-7a10-7cc3-98a5-3f0c2b9d4e21"
   */
  id: string;
  /**
   * Search query.
   * @example "how does TCP congestion control work"
   */
  query: string;
  /**
   * Status of the latest summary; null if none was requested.
   * @example "done"
   */
  state: SummaryStatus | null;
  /** Latest finished summary. */
  summary: LatestSummary | null;
  /** Why the latest summary failed. */
  error: SummaryErrorResponse | null;
}

/** What a web search widget shows: its searches with their latest summaries. */
export class WebsearchData {
  /** Searches in the order they were added. */
  searches: SearchItem[];
}
