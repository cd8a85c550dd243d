import { Injectable } from '@nestjs/common';
import { citationsOf } from './citation-list.js';
import { renumberCitations } from './citations.js';
import { candidatesOf } from './extractive/candidates.js';
import { compose } from './extractive/composition.js';
import { rank } from './extractive/ranking.js';
import { select } from './extractive/selection.js';
import type { Summarizer, Summary, SummaryRequest } from './summarizer.contract.js';
import { NothingToSummarize } from './summarizer.errors.js';

const MAX_SENTENCES = 8;
const MAX_CHARS = 1_600;

/**
 * Summarizes with the sources' own sentences: no key, no network, the same answer every time. Each sentence names the
 * source that it is taken from, and others that say the same.
 */
@Injectable()
export class ExtractiveSummarizer implements Summarizer {
  readonly name = 'extractive';

  summarize(request: SummaryRequest): Promise<Summary> {
    return new Promise((resolve) => {
      resolve(this.extract(request));
    });
  }

  private extract({
    query,
    sources,
    maxSentences = MAX_SENTENCES,
    maxChars = MAX_CHARS,
  }: SummaryRequest): Summary {
    const candidates = candidatesOf(query, sources);
    const ranking = rank(candidates, query);
    const chosen = select(candidates, ranking, { maxSentences, maxChars });
    if (chosen.length === 0) throw new NothingToSummarize();
    const { text, cited } = renumberCitations(compose(chosen, candidates, ranking), sources.length);
    return {
      content: text,
      citations: citationsOf(cited, sources),
      model: this.name,
      usage: null,
      notice: null,
    };
  }
}
