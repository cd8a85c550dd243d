const STOP_WORDS = new Set(
  (
    'a about above after again against all also although am an and any are aren as at be because been before being ' +
    'below between both but by can cannot could d did do does doing don done down during each either else etc ever ' +
    'every few for from further get gets getting give go had has have having he her here hers him his how however i ' +
    'if in into is isn it its itself just ll let like made make many may me might mine more most much must my near ' +
    'neither no nor not now of off often on once one only onto or other our ours out over own per quite rather re s ' +
    'same shall she should since so some such t than that the their theirs them then there these they this those ' +
    'though through thus to too under until up upon us use used uses using ve very via want was we well were what ' +
    'when where whether which while who whom whose why will with within without would yet you your yours ' +
    // Of German, French and Spanish, but for those that an English text could mean (die, war, hat, son, plus, con).
    'aber als auf aus bei beim bis das dass dem der des durch ein eine einem einen einer eines er es haben ich ihr im ' +
    'ist kann muss nach nicht noch nur oder ohne sein sich sie sind uber und unter vom von vor wenn wer wie wird wir ' +
    'zu zum zur wann warum welche ' +
    'aux avec ce cette ces chez comme dans de du elle en est et etre il ils je la le les leur mais ne nous ont ou pas ' +
    'que qui quel quelle quand sa ses se sont sur une un vous combien ' +
    'al como cual cuando cuanto del desde donde el ella entre esta este hay las lo los muy para pero por sobre su sus ' +
    'tambien una uno y'
  ).split(' '),
);
const WORD = /[\p{L}\p{M}\p{N}]+/gu;
/** Scripts that put no spaces between words; pairs of letters stand for words there. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Khmer}\p{Script=Lao}]/u;
const RUNS = new RegExp(`(?:${UNSPACED.source}|ー)+|(?:(?!${UNSPACED.source}|ー).)+`, 'gu');
const MARKS = /\p{M}+/gu;
const ASCII = /^[ -~]*$/;
const ASCII_WORD = /^[a-z]+$/;
const SHORTEST_STEM = 3;

/** The words of a text that carry meaning, stemmed and folded, in order; "Feeding the starters" gives feed, starter. */
export function termsOf(text: string): string[] {
  return wordsOf(text)
    .filter((word) => !STOP_WORDS.has(word))
    .map(stem);
}

/** As `termsOf`, but with the small words when there are no others ("what is it"). */
export function queryTermsOf(query: string): string[] {
  const terms = termsOf(query);
  return [...new Set(terms.length > 0 ? terms : wordsOf(query).map(stem))];
}

function wordsOf(text: string): string[] {
  const folded = ASCII.test(text)
    ? text.toLowerCase()
    : text.toLowerCase().normalize('NFKD').replace(MARKS, '');
  return (folded.match(WORD) ?? []).flatMap((word) => (UNSPACED.test(word) ? partsOf(word) : [word]));
}

/** Numbers and words of other scripts stand in such a text without blanks around them. */
function partsOf(word: string): string[] {
  return (word.match(RUNS) ?? []).flatMap((run) => (UNSPACED.test(run) ? pairsOf(run) : [run]));
}

function pairsOf(word: string): string[] {
  const letters = word.match(/./gu) ?? [];
  return letters.length < 2 ? letters : letters.slice(1).map((letter, i) => `${letters[i] ?? ''}${letter}`);
}

const SUFFIXES: readonly (readonly [RegExp, string])[] = [
  [/(?:ational|ation|ations|ator|ators)$/, ''],
  [/(?:ements?|ments?)$/, ''],
  [/(?:fulness|ness)$/, ''],
  [/(?:ingly|edly|ings?|ed|ly|ers?)$/, ''],
];

/** A light stemmer: forms of an English word fall together, and what is no plain word stays as it is. */
function stem(word: string): string {
  if (!ASCII_WORD.test(word) || word.length <= SHORTEST_STEM) return word;
  let root = singular(word);
  for (const [suffix, rest] of SUFFIXES) {
    const shorter = root.replace(suffix, rest);
    if (shorter === root || shorter.length < SHORTEST_STEM || !/[aeiouy]/.test(shorter)) continue;
    root = undouble(shorter);
    break;
  }
  return root.length > SHORTEST_STEM ? root.replace(/e$/, '').replace(/y$/, 'i') : root;
}

function singular(word: string): string {
  if (/(?:ss|us|is)$/.test(word)) return word;
  if (word.endsWith('ies') && word.length > 4) return word.replace(/ies$/, 'y');
  if (/(?:[sxz]|ch|sh)es$/.test(word)) return word.slice(0, -2);
  return word.endsWith('s') ? word.slice(0, -1) : word;
}

function undouble(word: string): string {
  return /([bdfgmnprt])\1$/.test(word) ? word.slice(0, -1) : word;
}
