const ABBREVIATIONS = new Set(
  (
    'mr mrs ms dr prof sr jr st rev hon gen col sgt capt lt gov sen rep pres e.g i.e eg ie cf vs viz al approx ca c ' +
    'fig figs no nos vol vols ch sec sect eq ed eds pp p par art dept est inc ltd co corp u.s u.k a.k.a ' +
    'jan feb mar apr jun jul aug sep sept oct nov dec min max avg incl excl resp z.b d.h bzw nr str usw'
  ).split(' '),
);
const LAST_WORD = /(?:^|[\s("'“‘[])([\p{L}\p{N}.]+)\.\s*$/u;
const INITIAL = /(?:^|[\s.(])\p{Lu}\.\s*$/u;
const NAME = /^\p{Lu}(?:\.|\p{Ll})/u;

let segmenter: Intl.Segmenter | undefined;

/**
 * Cuts prose into sentences. Unicode's rules find the ends; an end after an abbreviation ("e.g. Fig. 3"), after an
 * initial ("J. R. R. Tolkien") or before a small letter is taken back.
 */
export function splitSentences(text: string): string[] {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'sentence' });
  const sentences: string[] = [];
  let pending = '';
  for (const { segment } of segmenter.segment(text)) {
    if (pending !== '' && !isEnd(pending, segment)) {
      pending += segment;
      continue;
    }
    if (pending.trim() !== '') sentences.push(pending.trim());
    pending = segment;
  }
  if (pending.trim() !== '') sentences.push(pending.trim());
  return sentences;
}

function isEnd(before: string, after: string): boolean {
  if (/^\s*[\p{Ll})\]]/u.test(after) && !/[.!?]["”’)\]]*\s*$/u.test(before)) return false;
  if (/^["”’)\]]?\s*\p{Ll}/u.test(after) && /[!?]["”’]\s*$/u.test(before)) return false;
  if (INITIAL.test(before) && NAME.test(after)) return false;
  const word = LAST_WORD.exec(before)?.[1]?.toLowerCase();
  return word === undefined || !ABBREVIATIONS.has(word);
}
