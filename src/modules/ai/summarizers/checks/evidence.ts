import { oneLine } from '../../text/plain-text.js';
import { termsOf } from '../../text/terms.js';
import type { SummarySource, SupportProblem } from '../summarizer.contract.js';
import { quantitiesOf, valuesIn } from './quantities.js';

/** A paragraph of a source, ready to be compared with. */
export interface Passage {
  readonly n: number;
  readonly text: string;
  readonly terms: ReadonlySet<string>;
  readonly values: ReadonlySet<string>;
}

/** A sentence with fewer words of meaning can't be told from chance, so it is not judged by its words. */
const FEWEST_TERMS = 3;
/** The share of a sentence's words that must stand in its sources. */
const COVERED = 0.4;
/** A passage that shares this much speaks of what the sentence speaks of. */
const RELEVANT = 0.25;
/** Facts are often put together from several places of a page. */
const BEST_PASSAGES = 3;
const NAME = /(?<=[\p{L}\p{N},;:)]\s+)\p{Lu}[\p{L}\p{M}]{2,}/gu;
/** Languages bend names by their ends. */
const STEM_OF_NAME = 5;

/** What the sources say, word by word: a sentence is compared with the passages of the sources that it names. */
export class Evidence {
  readonly passages: readonly Passage[];
  private readonly starts = new Map<number, Set<string>>();

  constructor(sources: readonly Pick<SummarySource, 'n' | 'title' | 'paragraphs'>[]) {
    this.passages = sources.flatMap(({ n, title, paragraphs }) => [
      passageOf(n, title),
      ...paragraphs.map(({ heading, text }) => passageOf(n, `${heading ?? ''} ${text}`)),
    ]);
    for (const { n, terms } of this.passages) {
      const starts = this.starts.get(n) ?? new Set();
      for (const term of terms) starts.add(term.slice(0, STEM_OF_NAME));
      this.starts.set(n, starts);
    }
  }

  /** Why a sentence without its markers is not borne out by the sources that it names; null where it is. */
  judge(sentence: string, cited: readonly number[]): SupportProblem | null {
    if (cited.length === 0) return 'no_source';
    const terms = wordTerms(sentence);
    const passages = this.passages.filter(({ n }) => cited.includes(n));
    const relevant =
      terms.length === 0 ? passages : passages.filter((passage) => coverage(terms, [passage]) >= RELEVANT);
    if (!numbersStandIn(sentence, relevant)) return 'number_not_in_source';
    if (terms.length < FEWEST_TERMS) return null;
    if (coverage(terms, best(terms, relevant)) < COVERED) return 'not_in_source';
    return this.namesStandIn(sentence, cited) ? null : 'name_not_in_source';
  }

  /** Whether a source speaks of what a sentence speaks of. */
  mentions(sentence: string, n: number): boolean {
    const terms = wordTerms(sentence);
    return this.passages.some((passage) => passage.n === n && coverage(terms, [passage]) >= RELEVANT);
  }

  private namesStandIn(sentence: string, cited: readonly number[]): boolean {
    return namesIn(sentence).every((name) =>
      cited.some((n) => this.starts.get(n)?.has(name.slice(0, STEM_OF_NAME))),
    );
  }
}

/** The words that are names by their capital letter, wherever that does not begin a sentence. */
export function namesIn(sentence: string): string[] {
  return (sentence.match(NAME) ?? []).flatMap((name) => termsOf(name));
}

/** The words of meaning in a sentence, each once, without its numbers. */
export function wordTerms(sentence: string): string[] {
  return [...new Set(termsOf(sentence).filter((term) => !/^\d+$/.test(term)))];
}

function passageOf(n: number, text: string): Passage {
  return { n, text: oneLine(text), terms: new Set(termsOf(text)), values: valuesIn(text) };
}

function coverage(terms: readonly string[], passages: readonly Passage[]): number {
  if (terms.length === 0) return 0;
  const found = terms.filter((term) => passages.some((passage) => passage.terms.has(term)));
  return found.length / terms.length;
}

function best(terms: readonly string[], passages: readonly Passage[]): Passage[] {
  return passages
    .map((passage) => ({ passage, share: coverage(terms, [passage]) }))
    .sort((a, b) => b.share - a.share)
    .slice(0, BEST_PASSAGES)
    .map(({ passage }) => passage);
}

function numbersStandIn(sentence: string, passages: readonly Passage[]): boolean {
  return quantitiesOf(sentence).every(({ values }) =>
    [...values].some((value) => passages.some((passage) => passage.values.has(value))),
  );
}
