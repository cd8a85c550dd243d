import type { SummarySource } from '../../src/modules/ai/summarizers/summarizer.contract.js';
import { splitSentences } from '../../src/modules/ai/text/sentences.js';
import { termsOf } from '../../src/modules/ai/text/terms.js';
import type { Extract } from '../../src/modules/ai/threads/text-work.contract.js';
import type { Topic } from './topics.js';

/** How good summaries are; all but the counts are shares, 0..1. */
export interface Scores {
  /** Of the key facts that the pages hold, those in the summary. */
  readonly recall: number;
  /** Of the sentences, those that state a key fact. */
  readonly density: number;
  /** Of the sentences, those that repeat another one. */
  readonly redundancy: number;
  /** Of the markers, those whose page says what the sentence says. */
  readonly citationPrecision: number;
  /** Mean length in characters, without markers. */
  readonly length: number;
}

/** What is counted of one summary; sums of them are scored. */
interface Counts {
  readonly facts: number;
  readonly factsFound: number;
  readonly sentences: number;
  readonly factual: number;
  readonly repeated: number;
  readonly markers: number;
  readonly supported: number;
  readonly length: number;
}

const REPEATS = 0.5;
const SUPPORTS = 0.5;
const MARKER = / ?\[(\d+)\]/g;

/** Counts what a summary has of what its topic asks for. */
export function countsOf(
  topic: Topic,
  { content, citations }: Extract,
  sources: readonly SummarySource[],
): Counts {
  const sentences = splitSentences(content);
  const plain = sentences.map((sentence) => sentence.replace(MARKER, ''));
  const hasFact = (text: string): boolean => topic.facts.some(({ phrase }) => text.includes(phrase));
  const marked = sentences.flatMap((sentence) =>
    [...sentence.matchAll(MARKER)].map(([, n]) => {
      const url = citations.find((citation) => citation.n === Number(n))?.url;
      return isSupported(
        sentence.replace(MARKER, ''),
        sources.find((source) => source.url === url),
      );
    }),
  );
  return {
    facts: topic.facts.length,
    factsFound: topic.facts.filter(({ phrase }) => plain.some((text) => text.includes(phrase))).length,
    sentences: plain.length,
    factual: plain.filter(hasFact).length,
    repeated: plain.filter((text, i) => plain.slice(0, i).some((other) => overlap(text, other) >= REPEATS))
      .length,
    markers: marked.length,
    supported: marked.filter(Boolean).length,
    length: plain.join(' ').length,
  };
}

/** The scores of many summaries together. */
export function scoresOf(all: readonly Counts[]): Scores {
  const sum = (key: keyof Counts): number => all.reduce((total, counts) => total + counts[key], 0);
  return {
    recall: sum('factsFound') / sum('facts'),
    density: sum('factual') / sum('sentences'),
    redundancy: sum('repeated') / sum('sentences'),
    citationPrecision: sum('supported') / Math.max(1, sum('markers')),
    length: sum('length') / all.length,
  };
}

/** Whether a page has a sentence, or one with the same numbers and mostly the same words. */
function isSupported(sentence: string, source: SummarySource | undefined): boolean {
  if (!source) return false;
  const text = source.paragraphs.map((paragraph) => paragraph.text).join(' ');
  if (text.includes(sentence)) return true;
  return splitSentences(text).some(
    (other) => numbersIn(other) === numbersIn(sentence) && overlap(other, sentence) >= SUPPORTS,
  );
}

function numbersIn(text: string): string {
  return (text.match(/\d+(?:[.,]\d+)*/g) ?? []).sort().join(' ');
}

function overlap(a: string, b: string): number {
  const [ofA, ofB] = [new Set(termsOf(a)), new Set(termsOf(b))];
  const shared = [...ofA].filter((term) => ofB.has(term)).length;
  return shared / Math.max(1, ofA.size + ofB.size - shared);
}
