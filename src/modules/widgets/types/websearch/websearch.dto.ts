import { IsId } from '../../../../common/validation/id.js';
import { IfGiven } from '../../../../common/validation/if-given.js';
import { IsText } from '../../../../common/validation/text.js';
import type { SummaryStatus } from './websearch.contract.js';

/** A new query. */
export class CreateSearchRequest {
  /** An id that the client made; one is made where it is left out. */
  @IfGiven()
  @IsId()
  id?: string;

  /**
   * What to ask the web.
   * @example "how does TCP congestion control work"
   */
  @IsText({ max: 400 })
  query: string;
}

/** A summary by its id and where it stands. */
export class LatestSummaryResponse {
  /** @example "01980c3e-7a10-7cc3-98a5-3f0c2b9d4e31" */
  id: string;
  /** @example "queued" */
  status: SummaryStatus;
}

/** A query. */
export class SearchResponse {
  /** @example "01980c3e-7a10-7cc3-98a5-3f0c2b9d4e21" */
  id: string;
  /** @example "01980c3e-7a10-7cc3-98a5-3f0c2b9d4e11" */
  widgetId: string;
  /** @example "how does TCP congestion control work" */
  query: string;
  /** @example 1 */
  version: number;
  /** @example "2026-03-01T08:00:00.000Z" */
  createdAt: string;
  /** The newest summary; a new search has one from the start, `queued`. */
  latestSummary: LatestSummaryResponse | null;
}

/** A source that the text cites as `[n]`. */
export class CitationResponse {
  /** @example 1 */
  n: number;
  /** @example "Congestion control" */
  title: string;
  /** @example "https://example.org/tcp" */
  url: string;
}

/** A sentence of the text that its sources do not bear out. */
export class UnsupportedSentenceResponse {
  /**
   * Which sentence of the text it is, from 0; null where it was left out.
   * @example 2
   */
  index: number | null;
  /** @example "Every sender does so [2]." */
  text: string;
  /**
   * Whether it names no source, or one that does not say it: not at all, not with this number, not with this name.
   * @example "not_in_source"
   */
  reason: 'no_source' | 'not_in_source' | 'number_not_in_source' | 'name_not_in_source';
}

/** Sources that say different things. */
export class ContradictionResponse {
  /** @example "One source says 2 seconds, another 3." */
  text: string;
  /**
   * Their numbers among the citations.
   * @example [1, 3]
   */
  sources: number[];
}

/** A page that was found and not used. */
export class SkippedPageResponse {
  /** @example "https://example.org/slow" */
  url: string;
  /** @example "it did not answer in time" */
  reason: string;
}

/** What a model charged for. */
export class SummaryUsageResponse {
  /** @example 2210 */
  inputTokens: number;
  /** @example 180 */
  outputTokens: number;
}

/** Why there is no text. */
export class SummaryErrorResponse {
  /** @example "search_provider_missing" */
  code: string;
  /** @example "web search is not available here: ask whoever runs this service to set it up" */
  message: string;
}

/** What changed since the summary before, sentence by sentence. */
export class SummaryChangesResponse {
  /** @example ["A sender may also pace its segments."] */
  added: string[];
  /** @example ["A sender doubles its window each round trip."] */
  removed: string[];
}

/** A summary, or where its making stands. */
export class SummaryResponse {
  /** @example "01980c3e-7a10-7cc3-98a5-3f0c2b9d4e31" */
  id: string;
  /** @example "01980c3e-7a10-7cc3-98a5-3f0c2b9d4e21" */
  searchId: string;
  /** @example "done" */
  status: SummaryStatus;
  /** @example "A sender halves its window when a segment is lost [1]." */
  content: string | null;
  citations: CitationResponse[];
  /** Sentences that nothing vouches for. */
  unsupported: UnsupportedSentenceResponse[];
  /** Where the sources disagree. */
  contradictions: ContradictionResponse[];
  /** Pages that were found and not used, with the reason. */
  skipped: SkippedPageResponse[];
  /**
   * Who summarized: a model's name, or `extractive`.
   * @example "extractive"
   */
  model: string | null;
  usage: SummaryUsageResponse | null;
  /**
   * What to know about how it was made.
   * @example "Made without a model: no key is configured."
   */
  notice: string | null;
  error: SummaryErrorResponse | null;
  /** What changed since the summary before; null for the first one, and where there is no text. */
  changes: SummaryChangesResponse | null;
  /**
   * Since when the web has been saying the same; null where this text is new.
   * @example "2026-02-22T03:10:00.000Z"
   */
  unchangedSince: string | null;
  /** @example "2026-03-01T08:00:00.000Z" */
  createdAt: string;
  /** @example "2026-03-01T08:00:02.000Z" */
  finishedAt: string | null;
}
