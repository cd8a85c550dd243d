import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { withoutDuplicates } from './near-duplicates.js';
import { likeness, sketchOf } from './sketch.js';

const sketch = (...texts: string[]): Uint32Array => sketchOf(texts.map((text) => ({ text, heading: null })));
const words = (count: number, seed: string): string =>
  Array.from({ length: count }, (_, i) => `${seed}${(i * 7919) % 1009}x${i}`).join(' ');
const page = (name: string, text: string): { url: string; sketch: Uint32Array } => ({
  url: `https://${name}.example/`,
  sketch: sketch(text),
});

describe('likeness', () => {
  it('is 1 for a text and itself, whatever its letters’ case and its signs', () => {
    expect(likeness(sketch('One two, three four five.'), sketch('ONE two three — four five!'))).toBe(1);
  });

  it('is 0 for texts that share no run of four words', () => {
    expect(likeness(sketch('one two three four five'), sketch('five four three two one'))).toBe(0);
  });

  it('comes near the share of runs in common on long texts', () => {
    const [shared, a, b] = [words(3_000, 's'), words(1_000, 'a'), words(1_000, 'b')];

    const alike = likeness(sketch(`${shared} ${a}`), sketch(`${shared} ${b}`));

    expect(alike).toBeGreaterThan(0.5);
    expect(alike).toBeLessThan(0.7);
  });

  it('compares texts without spaces by their letters', () => {
    const text = '自動バキュームは既定で有効になっています';

    expect(likeness(sketch(text), sketch(`${text}。`))).toBe(1);
    expect(likeness(sketch(text), sketch('まったく別の文章がここに書いてあります'))).toBe(0);
  });

  it('is symmetric and within 0..1, also for the shortest texts', () => {
    const text = fc
      .array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 12 })
      .map((list) => list.join(' '));
    fc.assert(
      fc.property(text, text, (a, b) => {
        const alike = likeness(sketch(a), sketch(b));

        expect(alike).toBe(likeness(sketch(b), sketch(a)));
        expect(alike).toBeGreaterThanOrEqual(0);
        expect(alike).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('withoutDuplicates', () => {
  const story = words(400, 's');

  it('keeps the first of those that say the same, and tells which one a duplicate repeats', () => {
    const pages = [
      page('first', story),
      page('other', words(400, 'o')),
      page('copy', `By our staff. ${story} Share this.`),
    ];
    const { distinct, duplicates } = withoutDuplicates(pages);

    expect(distinct).toEqual(pages.slice(0, 2));
    expect(duplicates).toEqual([{ page: pages[2], of: pages[0] }]);
  });

  it('keeps a page that quotes half of another', () => {
    const half = story.split(' ').slice(0, 200).join(' ');

    expect(withoutDuplicates([page('a', story), page('b', `${half} ${words(200, 'b')}`)]).duplicates).toEqual(
      [],
    );
  });

  it('takes one address for one page', () => {
    const pages = [page('a', story), { ...page('a', words(300, 'n')) }];

    expect(withoutDuplicates(pages).duplicates).toHaveLength(1);
  });
});
