import type { Extract, ExtractRequest } from '../../threads/text-work.contract.js';
import { citationsOf } from '../citation-list.js';
import { renumberCitations } from '../citations.js';
import { candidatesOf } from './candidates.js';
import { compose } from './composition.js';
import { rank } from './ranking.js';
import { select } from './selection.js';

const MAX_SENTENCES = 10;
const MAX_CHARS = 1_600;

/** The sentences of the sources that answer the query best; null where none of them could stand in a summary. */
export function extract({
  query,
  sources,
  maxSentences = MAX_SENTENCES,
  maxChars = MAX_CHARS,
}: ExtractRequest): Extract | null {
  const candidates = candidatesOf(query, sources);
  const ranking = rank(candidates, query);
  const chosen = select(candidates, ranking, { maxSentences, maxChars });
  if (chosen.length === 0) return null;
  const { text, cited } = renumberCitations(compose(chosen, candidates, ranking), sources.length);
  return { content: text, citations: citationsOf(cited, sources) };
}
