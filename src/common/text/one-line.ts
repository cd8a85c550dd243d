/** Control, format and zero-width letters, direction overrides, halves of pairs: what could change how a line is shown. */
const UNSEEN = /\p{Cc}|\p{Cf}|\p{Cs}|\p{Default_Ignorable_Code_Point}/gu;
const BLANK = /[\p{White_Space}\u2800]+/gu;
const ELLIPSIS = '…';

/** A text as part of a line: nothing that can't be seen, single blanks, at most `max` characters (code points). */
export function oneLine(text: string, max: number): string {
  const letters = [...text.replace(BLANK, ' ').replace(UNSEEN, '').replaceAll(/ +/g, ' ').trim()];
  if (letters.length <= max) return letters.join('');
  return `${letters
    .slice(0, max - 1)
    .join('')
    .trimEnd()}${ELLIPSIS}`;
}
