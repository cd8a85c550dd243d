import { Inject, Injectable } from '@nestjs/common';
import { AppError } from '../../../common/errors/app-error.js';
import { Logger } from '../../../platform/logging/logger.js';
import { BudgetExhausted } from '../metering/metering.errors.js';
import { ExtractiveSummarizer } from './extractive.summarizer.js';
import type { Summarizer, Summary, SummaryRequest } from './summarizer.contract.js';

/** The summarizers that ask a language model, the best first; none when none is configured. */
export const MODEL_SUMMARIZERS = Symbol('MODEL_SUMMARIZERS');

const NO_MODEL = 'no language model is configured';

/**
 * Summarizes with the language model; with a smaller one where a budget has no room for it, and without any when there is
 * none or it fails. The notice then says so.
 */
@Injectable()
export class SummarizeService {
  constructor(
    private readonly extractive: ExtractiveSummarizer,
    @Inject(MODEL_SUMMARIZERS) private readonly models: readonly Summarizer[],
    private readonly logger: Logger,
  ) {}

  async summarize(request: SummaryRequest): Promise<Summary> {
    let why = NO_MODEL;
    for (const [i, model] of this.models.entries()) {
      try {
        const summary = await model.summarize(request);
        if (summary.removed)
          this.logger.warn({ summarizer: model.name, ...summary.removed }, 'ai.unsafe_text_removed');
        return i === 0
          ? summary
          : {
              ...summary,
              notice: joined(`${capitalized(why)}, so a smaller model wrote this summary.`, summary.notice),
            };
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        this.logger.warn({ summarizer: model.name, code: error.code }, 'ai.model_failed');
        why = error.message;
        // A smaller model costs less; whatever else went wrong, it may go wrong again.
        if (!(error instanceof BudgetExhausted)) break;
      }
    }
    return this.extract(request, why);
  }

  private async extract(request: SummaryRequest, why: string): Promise<Summary> {
    const summary = await this.extractive.summarize(request);
    return {
      ...summary,
      notice: `${capitalized(why)}, so this summary is made of sentences from the sources.`,
    };
  }
}

function joined(first: string, second: string | null): string {
  return second === null ? first : `${first} ${second}`;
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
