import { Inject, Injectable } from '@nestjs/common';
import { IN_PROCESS } from '../threads/in-process-text-work.js';
import { TEXT_WORK, type TextWork } from '../threads/text-work.contract.js';
import type { Summarizer, Summary, SummaryRequest } from './summarizer.contract.js';
import { NothingToSummarize } from './summarizer.errors.js';

/**
 * Summarizes with the sources' own sentences: no key, no network, the same answer every time. Each sentence names the
 * source that it is taken from, and others that say the same.
 */
@Injectable()
export class ExtractiveSummarizer implements Summarizer {
  readonly name = 'extractive';

  constructor(@Inject(TEXT_WORK) private readonly work: TextWork = IN_PROCESS) {}

  /** A signal does not end it: it is what is still done when the time for everything else is over. */
  async summarize(request: SummaryRequest): Promise<Summary> {
    const extract = await this.work.extract(request);
    if (!extract) throw new NothingToSummarize();
    return { ...extract, unsupported: [], contradictions: [], model: this.name, usage: null, notice: null };
  }
}
