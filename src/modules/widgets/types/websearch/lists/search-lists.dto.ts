import { OmitType } from '@nestjs/swagger';
import { LatestSummaryResponse, SearchResponse, SummaryErrorResponse } from '../websearch.dto.js';

/** The state of a search's latest summary. */
export class LatestSummaryStateResponse extends LatestSummaryResponse {
  /** Why it failed; null otherwise. */
  error: SummaryErrorResponse | null;
  /**
   * When it was created.
   * @example "2026-03-01T08:00:00.000Z"
   */
  createdAt: string;
  /**
   * When it was finished; null until then.
   * @example "2026-03-01T08:00:09.000Z"
   */
  finishedAt: string | null;
}

/** A query, with the state of its latest summary. */
export class ListedSearchResponse extends OmitType(SearchResponse, ['latestSummary']) {
  /** Null before the first one was requested. */
  latestSummary: LatestSummaryStateResponse | null;
}
