const LONGEST_LINE = 75; // octets, without the line break
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
  let folded = '';
  let octets = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > LONGEST_LINE) {
      folded += '\r\n ';
      octets = 1;
    }
    folded += character;
    octets += size;
  }
  return folded;
}
