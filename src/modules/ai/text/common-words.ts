import { termsOf } from './terms.js';

/** The nouns, verbs and adjectives that English texts of every kind use most, beside the words without a meaning. */
const WORDS =
  'time year people way day man thing woman life child world school family group problem hand part place case week ' +
  'question work number night point home room area story fact month lot study book eye job word issue side kind head ' +
  'house friend hour line end name team minute idea person history result change morning reason moment face matter ' +
  'subject topic answer opinion situation experience ' +
  'say go know think take see come want look find tell call try ask need feel become leave put mean keep begin seem ' +
  'help talk turn start show hear play run move live believe bring happen write sit stand meet learn understand watch ' +
  'follow speak read spend walk offer remember love consider wait expect stay reach care hope wish agree depend ' +
  'good new first last long great little old right big high different small large next early young important few bad ' +
  'able best better sure whole true real nice easy hard single simple enough again never always usually sometimes ' +
  'today now still even really actually course everybody everyone everything nobody nothing somebody something';

const COMMON: ReadonlySet<string> = new Set(termsOf(WORDS));

/** Whether a term could stand in a text about anything. */
export function isCommon(term: string): boolean {
  return COMMON.has(term);
}
