import type { SummaryChanges } from './websearch.contract.js';

const sentences = new Intl.Segmenter('en', { granularity: 'sentence' });

/** What a summary says that the one before did not, and the other way round, sentence by sentence. */
export function changesBetween(before: string, after: string): SummaryChanges {
  const old = sentencesOf(before);
  const now = sentencesOf(after);
  return {
    added: [...now].filter(([key]) => !old.has(key)).map(([, sentence]) => sentence),
    removed: [...old].filter(([key]) => !now.has(key)).map(([, sentence]) => sentence),
  };
}

/** Without markers, whose numbers change with the order of the sources; by what stays when only case and spaces differ. */
function sentencesOf(text: string): Map<string, string> {
  const plain = text.replace(/\s*\[\d+\]/g, '');
  const found = [...sentences.segment(plain)].map(({ segment }) => segment.replace(/\s+/g, ' ').trim());
  return new Map(
    found.filter((sentence) => sentence !== '').map((sentence) => [sentence.toLowerCase(), sentence]),
  );
}
