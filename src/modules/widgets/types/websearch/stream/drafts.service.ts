import { Injectable } from '@nestjs/common';
import { Logger } from '../../../../../platform/logging/logger.js';
import { DraftWriter } from './draft-writer.js';
import { DraftsRepository } from './drafts.repository.js';

const PAUSE_MS = 150;

/** Carries the text of a summary that is being made to those who follow it, whichever process they are in. */
@Injectable()
export class DraftsService {
  constructor(
    private readonly drafts: DraftsRepository,
    private readonly logger: Logger,
  ) {}

  /** Begins the text of a summary; what an earlier attempt wrote is void. */
  async open(summaryId: string): Promise<DraftWriter> {
    const attempt = await this.drafts.open(summaryId);
    return new DraftWriter(async (draft) => {
      await this.drafts.write(summaryId, attempt, draft).catch((error: unknown) => {
        this.logger.warn({ err: error, summaryId }, 'websearch.draft_lost');
      });
    }, PAUSE_MS);
  }

  /** Forgets the text and tells its followers; inside the unit of work that ends the summary. */
  remove(summaryId: string): Promise<void> {
    return this.drafts.remove(summaryId);
  }
}
