const LONGEST_LINE = 75; // octets, without the line break
const FOLD = ' ';
// What RFC 5545 allows nowhere; line breaks and tabs are control characters that it does.
const CONTROLS = /(?![\n\t])\p{Cc}/gu;

/** A property with its parameters, such as `DTSTART;VALUE=DATE`, and its value as it goes out. */
export type ContentLine = readonly [name: string, value: string];

/** A text as the value of a property (RFC 5545 §3.3.11). */
export function textValue(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(CONTROLS, '')
    .replace(/[\\;,]/g, '\\$&')
    .replace(/\n/g, '\\n');
}

/** Several texts as the value of one property. */
export function textList(texts: readonly string[]): string {
  return texts.map(textValue).join(',');
}

/** A component with its lines. */
export function component(name: string, lines: readonly ContentLine[]): ContentLine[] {
  return [['BEGIN', name], ...lines, ['END', name]];
}

/** The lines as a file has them: folded, each ended by CRLF. */
export function serialize(lines: readonly ContentLine[]): string {
  return lines.map(([name, value]) => `${fold(`${name}:${value}`)}\r\n`).join('');
}

/** Breaks a line so that none is longer than 75 octets, and no character is torn apart. */
function fold(line: string): string {
  if (Buffer.byteLength(line) <= LONGEST_LINE) return line;
  const octets = Buffer.from(line);
  const parts: string[] = [];
  let begin = 0;
  let room = LONGEST_LINE;
  while (octets.length - begin > room) {
    let end = begin + room;
    while (isWithinCharacter(octets.readUInt8(end))) end -= 1;
    parts.push(octets.toString('utf8', begin, end));
    begin = end;
    room = LONGEST_LINE - FOLD.length;
  }
  return [...parts, octets.toString('utf8', begin)].join(`\r\n${FOLD}`);
}

/** UTF-8 begins the octets of a character but the first with the bits 10. */
function isWithinCharacter(octet: number): boolean {
  return (octet & 0b1100_0000) === 0b1000_0000;
}
