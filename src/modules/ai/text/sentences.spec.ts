import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { splitSentences } from './sentences.js';

describe('splitSentences', () => {
  it.each([
    ['One. Two! Three?', ['One.', 'Two!', 'Three?']],
    [
      'Dr. Smith met Mrs. Jones at 5 p.m. on Monday. They left.',
      ['Dr. Smith met Mrs. Jones at 5 p.m. on Monday.', 'They left.'],
    ],
    ['See e.g. Fig. 3 or No. 7. It is there.', ['See e.g. Fig. 3 or No. 7.', 'It is there.']],
    [
      'J. R. R. Tolkien wrote it. C. S. Lewis read it.',
      ['J. R. R. Tolkien wrote it.', 'C. S. Lewis read it.'],
    ],
    ['A [1]. B. C [2]. D.', ['A [1].', 'B.', 'C [2].', 'D.']],
    ['Version 1.2.3 costs $3.50. Edit .htaccess now.', ['Version 1.2.3 costs $3.50.', 'Edit .htaccess now.']],
    ['The U.S. Army is big. Yes.', ['The U.S. Army is big.', 'Yes.']],
    ['"Really?" he said. "No!" she cried.', ['"Really?" he said.', '"No!" she cried.']],
    ['Git (see gitglossary(7).) is fast. Very.', ['Git (see gitglossary(7).) is fast.', 'Very.']],
    ['これは文です。次の文です。', ['これは文です。', '次の文です。']],
    ['これは文です。「次」です。', ['これは文です。', '「次」です。']],
    ['No end', ['No end']],
    ['', []],
    ['   ', []],
  ])('cuts %j', (text, expected) => {
    expect(splitSentences(text)).toEqual(expected);
  });

  it('cuts a long text as it cuts its parts', () => {
    const parts = Array.from({ length: 500 }, (_, i) => `Dr. Smith counted ${i}.5 of them, i.e. a lot.`);

    expect(splitSentences(parts.join(' '))).toEqual(parts);
  });

  it('takes a text without an end in pieces', () => {
    expect(splitSentences('word '.repeat(2_000)).join(' ').length).toBe(5 * 2_000 - 1);
  });

  it('loses and adds nothing but space', () => {
    const word = fc.constantFrom(
      'Dr.',
      'A.',
      'word',
      'Word.',
      'e.g.',
      '"Yes!"',
      '(no)',
      '3.5',
      '…',
      '?',
      '\n',
      'été.',
    );
    fc.assert(
      fc.property(fc.array(word), (words) => {
        const text = words.join(' ');

        expect(splitSentences(text).join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
      }),
    );
  });
});
