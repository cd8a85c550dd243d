import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { charactersGone, isKept, type FormerText } from './keeping.js';

const NOW = new Date('2026-03-02T10:00:00Z');
const ago = (minutes: number): Date => new Date(NOW.getTime() - minutes * 60_000);
const former = (given: Partial<FormerText>): FormerText => ({
  title: 'Bread',
  body: 'Rye',
  writtenAt: ago(1),
  keptAt: ago(1),
  ...given,
});
const typed = { title: 'Bread', body: 'Rye bread' };

describe('a text that another one replaces', () => {
  it.each([
    ['is kept where it stood for five minutes', { writtenAt: ago(5) }, true],
    ['is kept where it is the first', { keptAt: null }, true],
    ['is kept where none was in the last five minutes', { keptAt: ago(5) }, true],
    ['is not kept while somebody is typing', {}, false],
    ['is not kept where it has just been corrected', { body: 'Rey' }, false],
    ['is kept where more than a few words of it go', { body: 'x'.repeat(101) }, true],
    ['is kept where a title and words go together', { title: 'y'.repeat(60), body: 'x'.repeat(60) }, true],
    ['is kept where a long title goes', { title: 'y'.repeat(150) }, true],
  ])('%s', (_, given, expected) => {
    expect(isKept(former(given), typed, NOW)).toBe(expected);
  });

  it('counts a title that is taken away', () => {
    expect(isKept(former({ title: 'y'.repeat(101) }), { title: null, body: 'Rye' }, NOW)).toBe(true);
    expect(isKept(former({ title: null }), typed, NOW)).toBe(false);
  });
});

describe('how much of a text is gone', () => {
  it.each([
    ['', '', 0],
    ['abc', 'abc', 0],
    ['abc', 'abXc', 0],
    ['abc', '', 3],
    ['abc', 'ac', 1],
    ['aaa', 'aa', 1],
    ['abcdef', 'abXXef', 2],
    ['abc', 'xyz', 3],
  ])('of %j in %j is %d', (before, after, gone) => {
    expect(charactersGone(before, after)).toBe(gone);
  });

  it('is nothing of what something is only put into, and all of what is put in when it goes again', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (begin, middle, end) => {
        expect(charactersGone(begin + end, begin + middle + end)).toBe(0);
        expect(charactersGone(begin + middle + end, begin + end)).toBe(middle.length);
      }),
    );
  });
});
