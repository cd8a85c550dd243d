import { fold } from '../../../../../common/text/fold.js';
import { searchWordsOf, type SearchWord } from '../../../../../common/text/search-words.js';

/** A word that is looked for, so many words behind the first of its term. */
export interface QueryWord {
  readonly text: string;
  readonly offset: number;
  /** Whether it stands for all words that begin with it. */
  readonly isPrefix: boolean;
  /** Words of one group were written without a blank between them. */
  readonly group: number;
}

/** Words that must stand in this order, or must not. */
export interface QueryTerm {
  readonly words: readonly QueryWord[];
  readonly isNegated: boolean;
}

/** Alternatives, each a list of terms that must all hold. */
export type NoteQuery = readonly (readonly QueryTerm[])[];

/** A phrase in quotes, also one that is not closed, or a word; each may be negated. */
const TERM = /([-−－]?)(?:"([^"]*)("|$)|([^\s"]+))/gu;
const QUOTES = /[\u201C\u201D\u201E\u201F\u00AB\u00BB\uFF02]/g;
/** A word that is written to its end is followed by something, such as a space. */
const IS_OPEN = /[\p{L}\p{M}\p{N}]$/u;

/**
 * Reads what a person types: words that must all be there, `or` between alternatives, a phrase in quotes, `-` before what
 * must not be there. The last word stands for all that begin with it while it is being typed. Empty where there are no
 * words in it.
 */
export function readNoteQuery(typed: string): NoteQuery {
  const matches = [...typed.replace(QUOTES, '"').matchAll(TERM)];
  const isOpen = IS_OPEN.test(typed);
  const alternatives: QueryTerm[][] = [[]];
  for (const [i, [, minus, phrase, close, word]] of matches.entries()) {
    const isBetween = i > 0 && i < matches.length - 1;
    if (isBetween && minus === '' && word !== undefined && fold(word) === 'or') {
      alternatives.push([]);
      continue;
    }
    const isLast = i === matches.length - 1 && isOpen && close !== '"';
    const words = wordsOf(phrase ?? word ?? '', isLast && minus === '');
    if (words.length > 0) alternatives.at(-1)?.push({ words, isNegated: minus !== '' });
  }
  return alternatives.filter((terms) => terms.length > 0);
}

/** The same as the text of a `tsquery`; empty where there is nothing to look for. */
export function toTsquery(query: NoteQuery): string {
  return query.map((terms) => terms.map(termText).join(' & ')).join(' | ');
}

function termText({ words, isNegated }: QueryTerm): string {
  let text = '';
  let before = 0;
  for (const word of words) {
    const distance = text === '' ? '' : ` <${word.offset - before}> `;
    text += `${distance}'${word.text}'${word.isPrefix ? ':*' : ''}`;
    before = word.offset;
  }
  const isSingle = words.length === 1;
  return `${isNegated ? '!' : ''}${isSingle ? text : `(${text})`}`;
}

function wordsOf(text: string, isOpen: boolean): QueryWord[] {
  const found = [...searchWordsOf(text)];
  let group = 0;
  return found.flatMap((word, offset) => {
    const before = found[offset - 1];
    if (before && /\s/.test(text.slice(before.end, word.start))) group += 1;
    // The last letter of a run is part of its last pair.
    if (word.kind === 'tail') return [];
    return [
      { text: word.text, offset, isPrefix: isPrefix(word, isOpen && offset === found.length - 1), group },
    ];
  });
}

/** One letter of a script without blanks is found wherever it stands, which is where a pair begins with it. */
function isPrefix({ kind }: SearchWord, isOpen: boolean): boolean {
  return kind === 'single' || (kind === 'word' && isOpen);
}
