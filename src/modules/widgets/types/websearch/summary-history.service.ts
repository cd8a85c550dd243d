import { Injectable } from '@nestjs/common';
import { ModelStatusService } from '../../../ai/model-status.service.js';
import type { Summary as MadeSummary } from '../../../ai/research.contract.js';
import { changesBetween } from './summary-changes.js';
import { WebsearchRepository, type SummaryOutcome } from './websearch.repository.js';

/** Summaries of one search that are kept. */
const KEPT = 50;

/** What was said before: so that it need not be made again, and so that a reader sees what is new. */
@Injectable()
export class SummaryHistoryService {
  constructor(
    private readonly searches: WebsearchRepository,
    private readonly model: ModelStatusService,
  ) {}

  /** A summary that was made of this content before, for whomever; one without a model only where there is none. */
  recall(contentHash: string): Promise<MadeSummary | null> {
    return this.searches.recall(contentHash, this.model.kind === 'extractive');
  }

  /** How a summary ended, with what its text says anew beside the one before it. */
  async compared(summaryId: string, outcome: SummaryOutcome): Promise<SummaryOutcome> {
    const { content } = outcome;
    const previous = content === null ? undefined : await this.searches.findPrevious(summaryId);
    if (content === null || !previous?.content) return outcome;
    return {
      ...outcome,
      changes: changesBetween(previous.content, content),
      unchangedSince: previous.content === content ? (previous.unchangedSince ?? previous.finishedAt) : null,
    };
  }

  /** Forgets all but the newest summaries of a search, and the newest with a text. */
  forgetOldest(searchId: string): Promise<void> {
    return this.searches.forgetOldest(searchId, KEPT);
  }
}
