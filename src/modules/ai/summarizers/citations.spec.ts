import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { renumberCitations } from './citations.js';

describe('renumberCitations', () => {
  it('drops markers without a source, renumbers the rest for text and list, and flags what is not cited', () => {
    expect(renumberCitations('A [2]. B [7]. C [0][4]. D.', 5)).toEqual({
      text: 'A [1]. B. C [2].',
      sentences: ['A [1].', 'B.', 'C [2].'],
      cited: [2, 4],
      unsupported: ['B.'],
      dropped: ['D.'],
    });
  });

  it.each([
    ['a list', 'Both say so [3, 1].', 'Both say so [1][2].', [3, 1]],
    ['a range', 'All say so [1-3].', 'All say so [1][2][3].', [1, 2, 3]],
    ['a range that is none', 'Odd [3-1].', 'Odd [1][2].', [3, 1]],
    ['a range without end', 'Huge [1-9999].', 'Huge [1].', [1]],
    ['a footnote', 'So it is [^2].', 'So it is [1].', [2]],
    ['other brackets', 'So it is【2†source】.', 'So it is [1].', [2]],
    ['a marker after the full stop', 'So it is. [2] And so on. [1]', 'So it is [1]. And so on [2].', [2, 1]],
    ['the same source twice', 'So it is [2][2] [2].', 'So it is [1].', [2]],
    ['markers with spaces', 'So it is [ 1 ] [ 2 ].', 'So it is [1][2].', [1, 2]],
    ['several lines', '- One [2]\n- Two [1]\nBye!', '- One [1]\n- Two [2]', [2, 1]],
    ['a marker within the sentence', 'As [2] says, it is so. Bye.', 'As [1] says, it is so.', [2]],
    ['a sentence with a small first letter', 'It is so [2]. nginx is not.', 'It is so [1].', [2]],
    ['years and words in brackets', 'In [1995] it was [sic] so [1].', 'In it was [sic] so [1].', [1]],
  ])('understands %s', (_case, text, expected, cited) => {
    expect(renumberCitations(text, 3)).toMatchObject({ text: expected, cited });
  });

  it.each(['', 'No marker at all.', 'Wrong ones only [8] [0].'])(
    'keeps nothing of %j, which no source supports',
    (text) => {
      expect(renumberCitations(text, 3)).toMatchObject({ text: '', cited: [] });
    },
  );

  it('does not call a heading unsupported', () => {
    expect(renumberCitations('## Findings\nIt is so [1].', 1).unsupported).toEqual([]);
  });

  it('always numbers from 1 without gaps, in the order of first mention, and is stable', () => {
    const part = fc.oneof(
      fc.constantFrom('Text', '. ', ' [', ']', '\n', ' and '),
      fc.integer({ min: 0, max: 9 }).map((n) => `[${n}]. `),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 30 }), fc.integer({ min: 0, max: 6 }), (parts, sources) => {
        const { text, cited } = renumberCitations(parts.join(''), sources);
        const found = [...new Set([...text.matchAll(/\[(\d+)\]/g)].map((match) => Number(match[1])))];

        expect(found).toEqual(cited.map((_, i) => i + 1));
        expect(cited.every((n) => n >= 1 && n <= sources)).toBe(true);
        expect(renumberCitations(text, cited.length).text).toBe(text);
      }),
    );
  });
});
