import { describe, expect, it } from '@jest/globals';
import type { SummarySource } from '../summarizer.contract.js';
import { chunksOf } from './chunks.js';
import { excerptsOf, tokensOf } from './excerpt.js';

/** One token a word. */
const count = (text: string): number => text.split(/\s+/).filter((word) => word !== '').length;
const source = (n: number, ...texts: string[]): SummarySource => ({
  n,
  title: `Page ${n}`,
  url: `https://pages.example/${n}`,
  paragraphs: texts.map((text) => ({ text, heading: null })),
});
const filler = (words: number): string => 'filler '.repeat(words).trim();

describe('excerptsOf', () => {
  it('takes all where there is room, under its headings and neutral', () => {
    const given = {
      ...source(1),
      title: 'A <title>',
      paragraphs: [
        { text: 'It is high.', heading: 'Height' },
        { text: 'Age: 90\u200b years', heading: 'Age' },
      ],
    };

    const [excerpt] = excerptsOf([given], 'how high', 100, count);

    expect(excerpt).toEqual({
      n: 1,
      title: 'A ‹title›',
      url: 'https://pages.example/1',
      paragraphs: [
        { text: 'Height: It is high.', tokens: 5 },
        { text: 'Age: 90 years', tokens: 4 },
      ],
    });
  });

  it('takes what speaks of the question where there is not, in its order', () => {
    const long = source(1, filler(10), 'The tower is high.', filler(10), 'A tower of stone.');

    const [excerpt] = excerptsOf([long], 'tower', 22, count);

    expect(excerpt?.paragraphs.map(({ text }) => text)).toEqual([
      filler(10),
      'The tower is high.',
      'A tower of stone.',
    ]);
  });

  it('leaves to long sources what short ones do not need, whatever their order', () => {
    const long = source(1, ...Array.from({ length: 10 }, () => filler(9)));
    const short = source(2, filler(9));

    const excerpts = excerptsOf([long, short], 'x', 60, count);

    expect(excerpts.map(({ n, paragraphs }) => [n, paragraphs.length])).toEqual([
      [1, 5],
      [2, 1],
    ]);
  });

  it('cuts a paragraph that is too long by itself, and bears a source without any', () => {
    const excerpts = excerptsOf([source(1, filler(500)), source(2)], 'x', 100, count);

    expect(tokensOf(excerpts[0]!)).toBeLessThanOrEqual(100);
    expect(tokensOf(excerpts[0]!)).toBeGreaterThan(80);
    expect(excerpts[1]?.paragraphs).toEqual([]);
  });

  it('does not look at the end of a page that never ends', () => {
    const endless = source(1, 'a'.repeat(500_000), 'b');

    expect(excerptsOf([endless], 'x', 10, (text) => text.length)[0]?.paragraphs).toHaveLength(1);
  });
});

describe('chunksOf', () => {
  it('cuts between paragraphs, and a part may have several sources', () => {
    const excerpts = excerptsOf(
      [source(1, filler(4), filler(4), filler(4)), source(2, filler(4))],
      'x',
      100,
      count,
    );

    const chunks = chunksOf(excerpts, 10);

    expect(chunks.map((chunk) => chunk.map(({ n, paragraphs }) => [n, paragraphs.length]))).toEqual([
      [[1, 2]],
      [
        [1, 1],
        [2, 1],
      ],
    ]);
    expect(chunksOf([], 10)).toEqual([]);
  });
});
