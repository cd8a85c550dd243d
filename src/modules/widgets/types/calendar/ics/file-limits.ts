import { InvalidError } from '../../../../../common/errors/app-error.js';

/** What of a calendar file is looked at before anything of it is read; honest files stay far below. */
export const FILE_LIMITS = {
  /** Lines as they are written, also blank ones. */
  lines: 500_000,
  /** Octets of a content line without its folds: a picture may be in one. */
  lineOctets: 4_000_000,
  /** Octets of a line before its value: some programs write all of a text in a parameter. */
  headOctets: 200_000,
  /** Parameters of a line. */
  parameters: 100,
  /** Components: events, changed occurrences, reminders and so on. */
  components: 60_000,
} as const;

const [LF, CR, SPACE, TAB, QUOTE, COLON, SEMICOLON] = [0x0a, 0x0d, 0x20, 0x09, 0x22, 0x3a, 0x3b];
const BEGIN = 'BEGIN:';

/** Refuses a file with more of something than is read, by one look at each of its bytes. Throws InvalidError. */
export function requireWithinLimits(file: Buffer): void {
  let components = 0;
  let written = 1;
  let content = newContent(1);
  let isLineStart = true;
  for (let index = 0; index < file.length; index += 1) {
    const octet = file[index];
    if (octet === LF || octet === CR) {
      if (octet === CR && file[index + 1] === LF) index += 1;
      written += 1;
      if (written > FILE_LIMITS.lines)
        throw tooMuch(written, `a file may have at most ${FILE_LIMITS.lines} lines`);
      isLineStart = true;
      continue;
    }
    if (isLineStart) {
      isLineStart = false;
      if (octet === SPACE || octet === TAB) continue;
      content = newContent(written);
      if (isBegin(file, index)) components += 1;
      if (components > FILE_LIMITS.components)
        throw tooMuch(written, `a file may have at most ${FILE_LIMITS.components} components`);
    }
    count(content, octet);
  }
}

/** What was seen of the content line that is being looked at. */
interface Content {
  readonly line: number;
  octets: number;
  parameters: number;
  isQuoted: boolean;
  isHead: boolean;
}

function newContent(line: number): Content {
  return { line, octets: 0, parameters: 0, isQuoted: false, isHead: true };
}

function count(content: Content, octet: number | undefined): void {
  content.octets += 1;
  if (content.octets > FILE_LIMITS.lineOctets)
    throw tooMuch(content.line, `a line may have at most ${FILE_LIMITS.lineOctets} octets`);
  if (!content.isHead) return;
  if (octet === QUOTE) content.isQuoted = !content.isQuoted;
  else if (octet === COLON && !content.isQuoted) content.isHead = false;
  else if (octet === SEMICOLON && !content.isQuoted) content.parameters += 1;
  if (content.parameters > FILE_LIMITS.parameters)
    throw tooMuch(content.line, `a line may have at most ${FILE_LIMITS.parameters} parameters`);
  if (content.octets > FILE_LIMITS.headOctets)
    throw tooMuch(
      content.line,
      `a line may have at most ${FILE_LIMITS.headOctets} octets of name and parameters before its colon`,
    );
}

function isBegin(file: Buffer, index: number): boolean {
  return file.toString('latin1', index, index + BEGIN.length).toUpperCase() === BEGIN;
}

function tooMuch(line: number, message: string): InvalidError {
  return new InvalidError('calendar_file_too_large', `${message}: line ${line} is more`, {
    details: [{ field: `line ${line}`, message }],
  });
}
