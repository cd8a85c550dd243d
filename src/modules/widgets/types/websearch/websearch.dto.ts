import { IsOptional } from 'class-validator';
import { IsId } from '../../../../common/validation/id.js';
import { IsText } from '../../../../common/validation/text.js';
import type { SummaryStatus } from './websearch.contract.js';

/** A new query. */
export class CreateSearchRequest {
  /** An id that the client made; one is made where it is left out. */
  @IsOptional()
  @IsId()
  id?: string;

  /**
   * What to ask the web.
   * @example "how does TCP congestion control work"
   */
  @IsText({ max: 400 })
  query: string;
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
  /** @example "no search provider is configured: set SEARCH_PROVIDER" */
  message: string;
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
  /** @example "2026-03-01T08:00:00.000Z" */
  createdAt: string;
  /** @example "2026-03-01T08:00:02.000Z" */
  finishedAt: string | null;
}
