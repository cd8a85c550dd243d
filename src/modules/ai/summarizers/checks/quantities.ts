import { termsOf } from '../../text/terms.js';

/** A number as a text writes it, with the word behind it that says of what. */
export interface Quantity {
  /** Every number that the digits may mean: `1,500` is 1500 or 1.5. */
  readonly values: ReadonlySet<string>;
  /** `kWh`, `%`, `metres`, stemmed; empty where nothing follows. */
  readonly unit: string;
}

const NUMBER = /\d{1,3}(?:[\u00a0\u202f ]\d{3})+(?!\d)|\d+(?:[.,'’]\d+)*/g;
const GROUPED = /^\d{1,3}(?:[.,'’\u00a0\u202f ]\d{3})+$/;
const SEPARATORS = /[.,'’\u00a0\u202f ]/g;
const UNIT = /^[\s-]*(%|°\s?[CF]?|[\p{L}€$£]+)/u;
const WORDS = new Map(
  'one two three four five six seven eight nine ten eleven twelve'
    .split(' ')
    .map((word, i) => [word, String(i + 1)] as const),
);
const NUMBER_WORD = new RegExp(`\\b(?:${[...WORDS.keys()].join('|')})\\b`, 'gi');

/** The numbers in digits that a text states. */
export function quantitiesOf(text: string): Quantity[] {
  return [...text.matchAll(NUMBER)].map((match) => ({
    values: valuesOf(match[0]),
    unit: unitAfter(text.slice(match.index + match[0].length)),
  }));
}

/** Every number that a text may be said to state, small ones in words included. */
export function valuesIn(text: string): Set<string> {
  const inDigits = quantitiesOf(text).flatMap(({ values }) => [...values]);
  const inWords = (text.match(NUMBER_WORD) ?? []).map((word) => WORDS.get(word.toLowerCase()) ?? '');
  return new Set([...inDigits, ...inWords]);
}

function valuesOf(digits: string): Set<string> {
  const values = new Set([plain(digits.replace(/,/g, '.').replace(/['’\u00a0\u202f ]/g, ''))]);
  if (GROUPED.test(digits)) values.add(plain(digits.replace(SEPARATORS, '')));
  return values;
}

/** `05` and `5`, `2.50` and `2.5` are one number. */
function plain(digits: string): string {
  const number = Number(digits);
  return Number.isFinite(number) ? String(number) : digits;
}

function unitAfter(text: string): string {
  const word = UNIT.exec(text)?.[1] ?? '';
  return termsOf(word)[0] ?? word.replace(/\s/g, '').toLowerCase();
}
