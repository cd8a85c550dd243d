import type { Turn } from '../../../../../common/time/turn.js';

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
export async function contentLines(file: Buffer, turn: Turn): Promise<ContentLine[]> {
  const bytes = file.subarray(0, 3).equals(BYTE_ORDER_MARK) ? file.subarray(3) : file;
  // Latin-1 has one character for each byte and gives the same bytes back.
  const written = bytes.toString('latin1').split(/\r\n|\n|\r/);
  const lines: { line: number; parts: string[] }[] = [];
  for (const [index, text] of written.entries()) {
    if (turn.isOver) await turn.pass();
    const last = lines.at(-1);
    if (text.trim() === '') continue;
    if (last && /^[ \t]/.test(text)) last.parts.push(text.slice(1));
    else lines.push({ line: index + 1, parts: [text] });
  }

  const unfolded: ContentLine[] = [];
  for (const { line, parts } of lines) {
    if (turn.isOver) await turn.pass();
    unfolded.push({ line, text: decoded(parts.join('')) });
  }
  return unfolded;
}

function decoded(latin1: string): string {
  const text = Buffer.from(latin1, 'latin1').toString('utf8');
  // What is not UTF-8 was written by an old program in the encoding of western Europe.
  return text.includes('\ufffd') ? latin1 : text;
}
