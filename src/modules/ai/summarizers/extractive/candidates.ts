import type { Paragraph } from '../../reading/page.contract.js';
import { disarmTags, oneLine, stripLinks } from '../../text/plain-text.js';
import { splitSentences } from '../../text/sentences.js';
import { queryTermsOf, termsOf } from '../../text/terms.js';
import type { SummarySource } from '../summarizer.contract.js';
import { isStatement, leansOnPrevious } from './prose.js';

/** A sentence that may stand in a summary. */
export interface Candidate {
  /** Number of its source. */
  readonly n: number;
  /** Its place among all candidates, in reading order. */
  readonly index: number;
  readonly text: string;
  readonly terms: readonly string[];
  /** What the headings above it speak of. */
  readonly headingTerms: ReadonlySet<string>;
  readonly titleTerms: ReadonlySet<string>;
  /** Place of the sentence that it can't be understood without. */
  readonly leansOn: number | null;
}

/** All of a source is read up to here; of the rest only what has a word of the query. */
const FULLY_READ_CHARS = 25_000;
const MOST_CANDIDATES = 3_000;
const NO_LINKS: ReadonlySet<string> = new Set();
const FOREIGN_MARKER = /\s?\[(?:\d{1,4}|[a-z]|edit|citation needed|note \d+)\]/gi;

/** Every sentence of the sources that states something, each once. */
export function candidatesOf(query: string, sources: readonly SummarySource[]): Candidate[] {
  const words = queryTermsOf(query);
  const candidates: Candidate[] = [];
  const seen = new Set<string>();
  for (const source of sources) {
    const titleTerms = new Set(termsOf(source.title));
    for (const paragraph of worthReading(source, words)) {
      if (candidates.length >= MOST_CANDIDATES) return candidates;
      const headingTerms = new Set(termsOf(paragraph.heading ?? ''));
      let previous: number | null = null;
      for (const { text, leans } of statementsIn(paragraph)) {
        const key = `${source.n} ${text}`;
        const isUsable = text !== '' && !(leans && previous === null) && !seen.has(key);
        if (isUsable) {
          const leansOn = leans ? previous : null;
          previous = candidates.length;
          seen.add(key);
          candidates.push({
            n: source.n,
            index: previous,
            text,
            terms: termsOf(text),
            headingTerms,
            titleTerms,
            leansOn,
          });
        } else previous = null;
      }
    }
  }
  return candidates;
}

interface Statement {
  /** Empty for a sentence that can't stand in a summary. */
  readonly text: string;
  readonly leans: boolean;
}

function statementsIn({ text, heading }: Paragraph): Statement[] {
  const term = heading !== null && text.startsWith(`${heading}: `) ? heading : null;
  return splitSentences(text.replace(FOREIGN_MARKER, '')).map((sentence, i) => {
    if (!isStatement(sentence) || stripLinks(sentence, NO_LINKS) !== sentence)
      return { text: '', leans: false };
    // What a definition says in its second sentence is still about the defined term.
    const whole = term !== null && i > 0 ? `${term}: ${sentence}` : sentence;
    return { text: disarmTags(oneLine(whole)), leans: term === null && leansOnPrevious(sentence) };
  });
}

function* worthReading(source: SummarySource, words: readonly string[]): Generator<Paragraph> {
  // A stem may end in an i that its word does not have (queri, query).
  const parts = words.map((word) => word.replace(/i$/, ''));
  let read = 0;
  for (const paragraph of source.paragraphs) {
    const text = paragraph.text.toLowerCase();
    if (read > FULLY_READ_CHARS && !parts.some((part) => text.includes(part))) continue;
    read += text.length;
    yield paragraph;
  }
}
