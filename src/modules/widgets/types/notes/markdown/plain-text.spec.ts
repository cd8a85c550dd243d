import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { renderNote } from './render-note.js';

const plainText = (markdown: string): string => renderNote(markdown).plain;

describe('the text of a note without marks', () => {
  it.each([
    ['', ''],
    ['  \n\n ', ''],
    ['# Bread\n\nFeed the **starter** _twice_ a ~~week~~ day.', 'Bread Feed the starter twice a week day.'],
    ['- [x] Flour\n- Salt\n  1. fine', 'Flour Salt fine'],
    ['> Rye\n> bread\n***\n`a < b`', 'Rye bread a < b'],
    ['```js\nlet a;\n```\n    let b;', 'let a; let b;'],
    ['| a | b |\n|--|--|\n| **c** | d |', 'a b c d'],
    ['[a link](https://example.org) and ![a cat](https://example.org/cat.png)', 'a link and a cat'],
    ['a  \nb \\* <b>c</b>', 'a b * <b>c</b>'],
    ['<div>a</div>\n\n[x]: https://example.org', '<div>a</div>'],
    ['https://example.org', 'https://example.org'],
  ])('is what one reads: %j', (markdown, text) => {
    expect(plainText(markdown)).toBe(text);
  });

  it('is one line, and that of plain words is those words', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 100 }), (text) => {
        expect(plainText(text)).not.toMatch(/\s{2}|[\n\r\t]/);
      }),
    );
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-zäöüß]{1,10}$/u), { minLength: 1 }), (words) => {
        expect(plainText(words.join(' \n'))).toBe(words.join(' '));
      }),
    );
  });
});
