import type { ModelReply } from '../../model/model.contract.js';
import type { CheckContext } from '../checks/checked-text.js';
import { markersIn, renumberCitations, withoutMarkers } from '../citations.js';
import { readFindings, type Fact } from './facts.js';

/** The facts that were found in parts of the pages and that the pages bear out, each with its sources' own numbers. */
export function factsOfParts(replies: readonly ModelReply[], { sources, evidence }: CheckContext): Fact[] {
  return replies
    .map(({ text, isCutOff }) => renumberCitations(readFindings(text, isCutOff)?.text ?? '', sources.length))
    .flatMap(({ sentences, cited }) =>
      sentences.map((sentence) => ({
        text: withoutMarkers(sentence).trim(),
        sources: markersIn(sentence).flatMap((n) => cited[n - 1] ?? []),
      })),
    )
    .filter((fact) => evidence.judge(fact.text, fact.sources) === null);
}
