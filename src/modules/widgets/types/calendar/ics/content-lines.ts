/** One content line of a calendar file: its text without folds, and the line of the file on which it begins. */
export interface ContentLine {
  readonly line: number;
  readonly text: string;
}

const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * Splits a calendar file into content lines. Folds are undone on bytes, before decoding, for programs fold inside of a
 * character's bytes; blank lines do not count, also not within a fold.
 */
export function contentLines(file: Buffer): ContentLine[] {
  const bytes = file.subarray(0, 3).equals(BYTE_ORDER_MARK) ? file.subarray(3) : file;
  const lines: { line: number; parts: string[] }[] = [];
  // Latin-1 has one character for each byte and gives the same bytes back.
  for (const [index, text] of bytes
    .toString('latin1')
    .split(/\r\n|\n|\r/)
    .entries()) {
    const last = lines.at(-1);
    if (text.trim() === '') continue;
    if (last && /^[ \t]/.test(text)) last.parts.push(text.slice(1));
    else lines.push({ line: index + 1, parts: [text] });
  }
  return lines.map(({ line, parts }) => ({ line, text: decoded(parts.join('')) }));
}

function decoded(latin1: string): string {
  const text = Buffer.from(latin1, 'latin1').toString('utf8');
  // What is not UTF-8 was written by an old program in the encoding of western Europe.
  return text.includes('\ufffd') ? latin1 : text;
}
