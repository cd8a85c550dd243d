import { isCommon } from '../../text/common-words.js';
import { queryTermsOf } from '../../text/terms.js';
import type { Candidate } from './candidates.js';
import { statesQuantity } from './quantity.js';

const HAS_NUMBER = 1.15;
const HAS_WANTED_NUMBER = 1.6;
const LEANS = 0.85;
const LONG_WORDS = 40;
const LONG = 0.85;
/** Who speaks of himself tells a story; who speaks of the page to its reader tells nothing at all. */
const PERSONAL = 0.4;
const ABOUT_PAGE = 0.15;
const EXCLAIMED = 0.6;
/** A sentence that has the whole question in it repeats it more often than it answers it. */
const ECHO = 0.25;
const ECHO_WORDS = 4;
/** In a sentence that says something, this share of the words carries meaning; those that fit anywhere carry less. */
const USUAL_DENSITY = 0.5;
const COMMON_WEIGHT = 0.3;

const FIRST_PERSON =
  /(?<![\p{L}-])(?:I|I['’]\w+|me|my|mine|we|we['’]\w+|us|our|ours|ich|mir|mich|meine?[nmrs]?|wir|uns|unsere?[nmrs]?|j['’]\p{L}+|je|moi|mon|ma|mes|nous|notre|nos|yo|mis?|nosotros|nuestr[oa]s?)(?![\p{L}-])/iu;
const OF_PAGE = new RegExp(
  [
    '\\b(?:this|our|the (?:next|following)) (?:article|post|guide|blog|page|series|story|section|paragraphs?|overview|list|text|tutorial)\\b',
    "\\b(?:in|below|above|here)\\b.{0,20}\\byou(?:['’]ll| will| can)? (?:learn|find out|discover|read)\\b",
    '\\b(?:read on|scroll down|keep reading|stay tuned|welcome|right place|thank you for|thanks for|let (?:me|us|the author) know|tell us|write to us|leave a comment|see you)\\b',
    '\\b(?:diese[mnrs]?|unsere[mnrs]?) (?:Artikel|Beitrag|Seite|Text|Ratgeber)\\b',
    '\\b(?:cet|notre) (?:article|guide|blog|page)\\b',
    '\\b(?:este|nuestro) (?:artículo|blog|texto)\\b',
  ].join('|'),
  'iu',
);
const WORD = /[\p{L}\p{M}\p{N}]+/gu;

/** How much a sentence is of the kind that summaries are made of: 1 for one that just states something. */
export function sentenceShape(query: string, wantsNumber: boolean): (candidate: Candidate) => number {
  const words = wordsOf(query);
  const question = words.length >= ECHO_WORDS ? words.join(' ') : null;
  const queryTerms = new Set(queryTermsOf(query));
  const numberWeight = wantsNumber ? HAS_WANTED_NUMBER : HAS_NUMBER;
  return ({ text, terms, leansOn }) => {
    const ownWords = wordsOf(text);
    const isEcho = question !== null && ` ${ownWords.join(' ')} `.includes(` ${question} `);
    const meaning = terms.reduce(
      (sum, term) => sum + (isCommon(term) && !queryTerms.has(term) ? COMMON_WEIGHT : 1),
      0,
    );
    const isAboutQuery = terms.some((term) => queryTerms.has(term));
    return (
      (statesQuantity(text) ? (isAboutQuery ? numberWeight : HAS_NUMBER) : 1) *
      (leansOn === null ? 1 : LEANS) *
      (ownWords.length > LONG_WORDS ? LONG : 1) *
      (FIRST_PERSON.test(text) ? PERSONAL : 1) *
      (OF_PAGE.test(text) ? ABOUT_PAGE : 1) *
      (/!["”’)]*$/.test(text) ? EXCLAIMED : 1) *
      (isEcho ? ECHO : 1) *
      Math.min(1, meaning / Math.max(1, ownWords.length) / USUAL_DENSITY)
    );
  };
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(WORD) ?? [];
}
