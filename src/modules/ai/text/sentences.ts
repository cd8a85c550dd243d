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

const OPENING = /(?<=[。！？．｡])[「『（《〈【“‘]+$/u;

const LOOK_BACK = 60;
const WINDOW = 2_000;

let segmenter: Intl.Segmenter | undefined;

/**
 * Cuts prose into sentences. Unicode's rules find the ends; an end after an abbreviation ("e.g. Fig. 3"), after an
 * initial ("J. R. R. Tolkien") or before a small letter is taken back.
 */
export function splitSentences(text: string): string[] {
  const sentences: string[] = [];
  let start = 0;
  const cutAt = (end: number): void => {
    const sentence = text.slice(start, end).trim();
    if (sentence !== '') sentences.push(sentence);
    start = end;
  };
  for (const { segment, index } of segmentsOf(text)) {
    // Only the end of what is before decides, and looking at all of it each time would never end on some pages.
    const before = text.slice(Math.max(start, index - LOOK_BACK), index);
    // Unicode takes a bracket that opens for one that closes.
    const opening = OPENING.exec(before)?.[0].length ?? 0;
    if (index > start && isEnd(before, segment)) cutAt(index - opening);
  }
  cutAt(text.length);
  return sentences;
}

/** Unicode's sentences, found window by window: the segmenter's work grows with the square of what it sees at once. */
function* segmentsOf(text: string): Generator<{ segment: string; index: number }> {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'sentence' });
  for (let start = 0; start < text.length;) {
    const segments = [...segmenter.segment(text.slice(start, start + WINDOW))];
    // The window may have cut its last sentence off, so that one is looked at again.
    const isLast = start + WINDOW >= text.length;
    const whole = isLast || segments.length === 1 ? segments : segments.slice(0, -1);
    for (const { segment, index } of whole) yield { segment, index: start + index };
    start += whole.reduce((sum, { segment }) => sum + segment.length, 0);
  }
}

function isEnd(before: string, after: string): boolean {
  if (/^\s*[\p{Ll})\]]/u.test(after) && !/[.!?]["”’)\]]*\s*$/u.test(before)) return false;
  if (/^["”’)\]]?\s*\p{Ll}/u.test(after) && /[!?]["”’]\s*$/u.test(before)) return false;
  if (INITIAL.test(before) && NAME.test(after)) return false;
  const word = LAST_WORD.exec(before)?.[1]?.toLowerCase();
  return word === undefined || !ABBREVIATIONS.has(word);
}
