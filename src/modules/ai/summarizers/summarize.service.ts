import { Inject, Injectable } from '@nestjs/common';
import { AppError } from '../../../common/errors/app-error.js';
import { Logger } from '../../../platform/logging/logger.js';
import { ExtractiveSummarizer } from './extractive.summarizer.js';
import type { Summarizer, Summary, SummaryRequest } from './summarizer.contract.js';

/** The summarizer that asks a language model; null when none is configured. */
export const MODEL_SUMMARIZER = Symbol('MODEL_SUMMARIZER');

const NO_MODEL = 'no language model is configured';

/** Summarizes with the language model, and without it when there is none or it fails; the notice then says so. */
@Injectable()
export class SummarizeService {
  constructor(
    private readonly extractive: ExtractiveSummarizer,
    @Inject(MODEL_SUMMARIZER) private readonly model: Summarizer | null,
    private readonly logger: Logger,
  ) {}

  async summarize(request: SummaryRequest): Promise<Summary> {
    if (!this.model) return this.extract(request, NO_MODEL);
    try {
      return await this.model.summarize(request);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      this.logger.warn({ summarizer: this.model.name, code: error.code }, 'ai.model_failed');
      return this.extract(request, error.message);
    }
  }

  private async extract(request: SummaryRequest, why: string): Promise<Summary> {
    const summary = await this.extractive.summarize(request);
    const reason = why.charAt(0).toUpperCase() + why.slice(1);
    return { ...summary, notice: `${reason}, so this summary is made of sentences from the sources.` };
  }
}
