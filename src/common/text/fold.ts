/** Signs that look like an apostrophe, a quotation mark or a hyphen, and what they are typed as. */
const LOOK_ALIKES: readonly (readonly [RegExp, string])[] = [
  [/[\u2018\u2019\u201A\u201B\u02BC\u02B9\u02BB\u2032\u2035\uFF07`\u00B4]/g, "'"],
  [/[\u201C\u201D\u201E\u201F\u00AB\u00BB\u2033\uFF02]/g, '"'],
  [/[\u2010-\u2015\u2212\uFE58\uFE63\uFF0D]/g, '-'],
];
/** Letters that are not made of a base and a mark, and what they are searched by. */
const LETTERS: Readonly<Record<string, string>> = {
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ħ: 'h',
  ŧ: 't',
  ŋ: 'n',
};
const LETTER = new RegExp(`[${Object.keys(LETTERS).join('')}]`, 'g');
/**
 * Accents, and the vowel points of Hebrew and Arabic, which most people leave out. The marks of other scripts are letters:
 * a Thai vowel, the difference between か and が.
 */
const MARKS =
  /[\u0300-\u036F\u1AB0-\u1AFF\u1DC0-\u1DFF\u20D0-\u20FF\u0591-\u05C7\u0610-\u061A\u0640\u064B-\u065F\u0670]/g;
const UNSEEN = /\p{Default_Ignorable_Code_Point}/gu;
const PLAIN = /^[a-z0-9 ]*$/;

/**
 * A text for comparison: equal where two texts look the same to a person. Composed and decomposed letters, accents, case
 * (ß and ss too), wide and narrow forms, typographic quotation marks and hyphens make no difference, nor does what is not
 * seen. Idempotent.
 */
export function fold(text: string): string {
  if (PLAIN.test(text)) return text;
  const alike = LOOK_ALIKES.reduce((folded, [signs, plain]) => folded.replace(signs, plain), text);
  return alike
    .normalize('NFKD')
    .replace(UNSEEN, '')
    .toUpperCase()
    .toLowerCase()
    .normalize('NFKD')
    .replace(MARKS, '')
    .replace(/ς/g, 'σ')
    .replace(LETTER, (letter) => LETTERS[letter] ?? letter)
    .normalize('NFC');
}
