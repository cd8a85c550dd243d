const SHORTEST_WORDS = 5;
const LONGEST_WORDS = 60;
const LONGEST_CHARS = 450;
const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}'’-]*/gu;
/** Of scripts without blanks between words; two of them are taken for one word. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu;
const FEWEST_UNSPACED = 6;
const ENDS_AS_STATEMENT = /(?<![.…])[.!。！．｡]["”’»)\]」』）]*$/u;
const STARTS_AS_SENTENCE = /^(?!see\b)[-"“‘«「『（《]*[\p{L}\p{N}]/iu;
const CODE_SIGNS = /[{}<>=;|$\\_`@#*~^]+/g;
const NO_LETTERS = /[^\p{L}\p{M}\s]+/gu;
const MOST_CODE = 0.05;
const LEAST_LETTERS = 0.6;
/** Where words have no blanks around them, a sentence is shorter and its numbers are a larger part of it. */
const LEAST_UNSPACED_LETTERS = 0.4;
const MOST_CAPITALS = 0.65;
const BOILERPLATE = new RegExp(
  [
    'cookies?\\b.{0,40}\\b(?:policy|accept|consent|experience|settings)',
    '\\b(?:accept|use|uses|using) (?:all )?cookies\\b',
    'privacy policy',
    'terms (?:of|and) (?:use|service|conditions)',
    'all rights reserved',
    'copyright|©',
    '\\b(?:subscribe|unsubscribe|newsletter|sign up|sign in|log in|log out|register now)\\b',
    'click (?:here|the)|read more|learn more|see also|share (?:this|on)|follow us|contact us|powered by',
    'advertis|sponsored|affiliate',
    '\\bjavascript\\b.{0,30}\\b(?:enable|disabled|required|browser)',
    'enable javascript',
    'add to cart|buy now|free (?:quote|trial|shipping)|call us',
    'last (?:updated|modified|edited)|min(?:ute)? read|report this post|skip to',
    'thanks for (?:reading|sharing)|you may also like|leave a (?:comment|reply)',
  ].join('|'),
  'i',
);
const OPENS_WITH_REFERENCE =
  /^(?:it|its|this|these|that|those|they|their|them|he|she|his|her|such|so|but|and|or|nor|then|thus|therefore|hence|however|moreover|furthermore|additionally|also|instead|otherwise|likewise|similarly|consequently|meanwhile|still|yet|both|neither|either one|the (?:former|latter|same|other))\b/i;
const REFERS_BACK =
  /^(?:[^,]{0,60}\b(?:it|they|these|those) (?:still |also |then |thus )?\p{Ll}+|as such\b)/iu;

/** Whether a sentence states something in prose: no menu, no code, no question, no plea to subscribe. */
export function isStatement(sentence: string): boolean {
  if (
    sentence.length > LONGEST_CHARS ||
    !ENDS_AS_STATEMENT.test(sentence) ||
    !STARTS_AS_SENTENCE.test(sentence)
  )
    return false;
  if (sentence.includes(' | ') || BOILERPLATE.test(sentence)) return false;
  const words = sentence.match(WORD) ?? [];
  const isUnspaced = (sentence.match(UNSPACED)?.length ?? 0) >= FEWEST_UNSPACED;
  const hasWords = isUnspaced || (words.length >= SHORTEST_WORDS && words.length <= LONGEST_WORDS);
  return (
    hasWords &&
    !isCode(sentence, isUnspaced ? LEAST_UNSPACED_LETTERS : LEAST_LETTERS) &&
    !(isHeadline(words) && !isUnspaced)
  );
}

/** Whether a sentence can't be understood without the one before ("It still reached 2.1."). */
export function leansOnPrevious(sentence: string): boolean {
  return OPENS_WITH_REFERENCE.test(sentence) || REFERS_BACK.test(sentence);
}

function isCode(sentence: string, leastLetters: number): boolean {
  const noSigns = sentence.replace(CODE_SIGNS, '').length;
  const letters = sentence.replace(NO_LETTERS, '').length;
  return sentence.length - noSigns > MOST_CODE * sentence.length || letters < leastLetters * sentence.length;
}

function isHeadline(words: readonly string[]): boolean {
  const capitals = words.filter((word) => /^\p{Lu}/u.test(word)).length;
  return capitals > MOST_CAPITALS * words.length;
}
