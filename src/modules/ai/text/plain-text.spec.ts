import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { disarmTags, oneLine, stripEmphasis, stripLinks, stripMarkup } from './plain-text.js';

const NONE: ReadonlySet<string> = new Set();

describe('stripMarkup', () => {
  it.each([
    ['<b>bold</b> text', ' bold  text'],
    ['a <script>alert(1)</script> b', 'a   b'],
    ['a <img src=x onerror=alert(1)> b', 'a   b'],
    ['a <<b>script>x', 'a < script>x'],
    ['a <</b', 'a /b'],
    ['a <script', 'a script'],
    ['1 < 2 and 3 > 2', '1 < 2 and 3 > 2'],
    ['a\r\nb\rc\u2028d\te', 'a\nb\nc\nd e'],
    ['a\u0000\u202E\u200B\u{E0041}b', 'ab'],
  ])('makes %j plain', (text, expected) => {
    expect(stripMarkup(text)).toBe(expected);
  });

  it('never leaves anything that could open a tag', () => {
    const part = fc.constantFrom('<', '>', '</', '<!--', 'script', ' ', 'b', '/', '<?', '"', '\u200B');
    fc.assert(
      fc.property(fc.array(part, { maxLength: 30 }), (parts) => {
        expect(stripMarkup(parts.join(''))).not.toMatch(/<[a-z!/?]/i);
      }),
    );
  });
});

describe('stripLinks', () => {
  it.each([
    ['See [the page](https://evil.example/x?q=1).', 'See the page.'],
    ['![pixel](https://evil.example/p.gif?d=secret) Text', ' Text'],
    ['Go to https://evil.example/a(b).', 'Go to .'],
    ['It is known (see https://evil.example/a).', 'It is known (see ).'],
    ['Go to www.evil.example/x, now', 'Go to , now'],
    ['Go to evil.example/login now', 'Go to  now'],
    ['javascript:alert(1) mailto:a@b.example', ' '],
    ['A fact [1](https://evil.example) and [[2]](https://evil.example)', 'A fact [1] and [2]'],
    ['Text [1].\n[1]: https://evil.example "t"', 'Text [1].\n'],
    ['and/or, TCP/IP, 5:30, 1.5/2, etc.', 'and/or, TCP/IP, 5:30, 1.5/2, etc.'],
  ])('frees %j of its links', (text, expected) => {
    expect(stripLinks(text, NONE)).toBe(expected);
  });

  it('leaves the addresses that are allowed, to the letter', () => {
    const allowed = new Set(['https://good.example/a', 'https://good.example/b_(c)']);

    expect(stripLinks('See https://good.example/a. Not https://good.example/ab.', allowed)).toBe(
      'See https://good.example/a. Not .',
    );
    expect(stripLinks('(https://good.example/b_(c)).', allowed)).toBe('(https://good.example/b_(c)).');
  });
});

describe('stripEmphasis', () => {
  it('takes the signs of Markdown away and leaves the words', () => {
    expect(stripEmphasis('## Head\n```json\n**Bold** and `code` and __more__\n```')).toBe(
      'Head\n\nBold and code and more\n',
    );
  });
});

describe('disarmTags', () => {
  it('keeps placeholders readable, in a shape that is no tag', () => {
    expect(disarmTags('reset <commit> if 1 < 2 or <b')).toBe('reset ‹commit› if 1 < 2 or ‹b');
  });
});

describe('oneLine', () => {
  it('has one space between words', () => {
    expect(oneLine('  a\n\n b\tc ')).toBe('a b c');
  });
});
