// What looks like an apostrophe, a quotation mark or a hyphen, and what it is typed as.
const ALIKE = '’‘‚‛ʼʹʻ′‵＇`´“”„‟«»″＂‐‑‒–—―−';
const TYPED = `${`''`.repeat(12)}${'"'.repeat(8)}${'-'.repeat(7)}`;
// Letters that are not made of a base and a mark, and the final sigma.
const LETTERS = 'øđðłħŧŋς';
const BASES = 'oddlhtnσ';
// Accents, soft hyphens and signs without width, and the vowel points of Hebrew and Arabic.
const MARKS =
  '[\\u0300-\\u036f\\u1ab0-\\u1aff\\u1dc0-\\u1dff\\u20d0-\\u20ff\\u0591-\\u05c7\\u0610-\\u061a\\u064b-\\u065f\\u00ad\\u200b-\\u200f\\u2060\\ufeff]';

/**
 * A text expression as searches compare it: without regard to case, accents, composed or decomposed letters, wide or
 * narrow forms and typographic signs.
 */
export function foldedSql(text: string): string {
  const plain = `normalize(translate(${text}, '${ALIKE}', '${TYPED}'), NFKD)`;
  const letters = `translate(lower(regexp_replace(${plain}, '${MARKS}', '', 'g')), '${LETTERS}', '${BASES}')`;
  return `normalize(replace(replace(replace(${letters}, 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), NFC)`;
}

/** A name expression as names are compared: without regard to case, blanks around it, and composed or decomposed letters. */
export function nameKeySql(name: string): string {
  return `lower(normalize(btrim(${name}), NFC))`;
}
