import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import ICAL from 'ical.js';
import { component, serialize, textList, textValue } from './content-line.js';

const linesOf = (text: string): string[] => text.split('\r\n').slice(0, -1);
const octets = (line: string): number => Buffer.byteLength(line);

describe('a line of a calendar file', () => {
  it('is folded before its 76th octet', () => {
    const text = serialize([['SUMMARY', 'x'.repeat(75 - 'SUMMARY:'.length)]]);
    const longer = serialize([['SUMMARY', 'x'.repeat(200)]]);

    expect(linesOf(text)).toHaveLength(1);
    expect(linesOf(longer).map(octets)).toEqual([75, 75, 60]);
  });

  it('is never folded within a character', () => {
    const [first, second] = linesOf(serialize([['SUMMARY', `${'x'.repeat(64)}📞`]]));

    expect(first).toBe(`SUMMARY:${'x'.repeat(64)}`);
    expect(second).toBe(' 📞');
  });

  it('of any text has at most 75 octets, is UTF-8, and is read back as the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (title) => {
        const text = serialize(component('VEVENT', [['SUMMARY', textValue(title)]]));

        for (const line of linesOf(text)) {
          expect(octets(line)).toBeLessThanOrEqual(75);
          expect(Buffer.from(line).toString()).toBe(line);
        }
        const read = new ICAL.Component(ICAL.parse(text) as unknown[]);
        expect(read.getFirstPropertyValue('summary')).toBe(title);
      }),
      { numRuns: 500 },
    );
  });
});

describe('a text', () => {
  it('is escaped, and its line breaks are all of one kind', () => {
    expect(textValue('a\\b; c, d\r\ne\rf\ng"h:')).toBe('a\\\\b\\; c\\, d\\ne\\nf\\ng"h:');
  });

  it('loses what no calendar file may hold, and keeps tabs', () => {
    expect(textValue('a\u0000b\u0007c\u001Bd\u007Fe\u0085f\tg')).toBe('abcdef\tg');
  });

  it('that would begin a component begins none', () => {
    const text = serialize(component('VEVENT', [['SUMMARY', textValue('x\r\nEND:VEVENT\nBEGIN:VALARM')]]));

    expect(linesOf(text)).toHaveLength(3);
  });

  it('of several is told apart by commas', () => {
    expect(textList(['a,b', 'c'])).toBe('a\\,b,c');
  });
});
