import { fold } from './fold.js';

/** A word of a text as searches compare it, and where in the text it stands, in UTF-16 code units. */
export interface SearchWord {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /**
   * `word` in scripts with blanks between words. In those without, each two letters that stand together are a `pair`, and
   * the last one alone is the `tail`, or `single` if it is the only one.
   */
  readonly kind: 'word' | 'pair' | 'tail' | 'single';
}

/** Scripts that put no blanks between words. */
const UNSPACED =
  '\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmer}\\p{sc=Myanmar}\\p{sc=Bopomofo}\\u30FC\\uFF70\\uFF9E\\uFF9F';
const RUNS = new RegExp(
  `([${UNSPACED}](?:[${UNSPACED}]|\\p{M})*)|(?:(?![${UNSPACED}])[\\p{L}\\p{N}\\p{M}\\u00AD\\u200B-\\u200D])+`,
  'gu',
);
/** PostgreSQL takes lexemes of at most 2046 bytes; nobody types as much. */
const LONGEST_WORD = 100;
/** A letter with its marks, also the voiced marks of narrow kana. */
const SIGNS = /[^][\p{M}\uFF9E\uFF9F]*/gu;

/**
 * The words of a text, in order and folded. A text without blanks between its words is found by any part of it, for its
 * letters are taken in pairs; a dictionary would cut the same word differently in two sentences.
 */
export function* searchWordsOf(text: string): Generator<SearchWord, void, undefined> {
  for (const { index, 0: run, 1: unspaced } of text.matchAll(RUNS)) {
    if (unspaced !== undefined) yield* pairsOf(run, index);
    else yield* wordsOf(run, index);
  }
}

/** One word; more where folding shows that it is several, as in ½. */
function* wordsOf(run: string, start: number): Generator<SearchWord, void, undefined> {
  for (const [text] of fold(run).matchAll(/[\p{L}\p{N}\p{M}]+/gu))
    yield { text: text.slice(0, LONGEST_WORD), start, end: start + run.length, kind: 'word' };
}

function* pairsOf(run: string, start: number): Generator<SearchWord, void, undefined> {
  let last: Letter | undefined;
  let count = 0;
  for (const letter of lettersOf(run, start)) {
    if (last) yield { text: last.text + letter.text, start: last.start, end: letter.end, kind: 'pair' };
    last = letter;
    count += 1;
  }
  if (last) yield { ...last, kind: count === 1 ? 'single' : 'tail' };
}

interface Letter {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** The letters of a run, folded; several of one sign stand where the sign does. */
function* lettersOf(run: string, start: number): Generator<Letter, void, undefined> {
  let at = start;
  const isFolded = fold(run) === run;
  const signs = isFolded ? run : (run.match(SIGNS) ?? []);
  for (const sign of signs) {
    const end = at + sign.length;
    for (const text of isFolded ? [sign] : fold(sign)) yield { text, start: at, end };
    at = end;
  }
}
