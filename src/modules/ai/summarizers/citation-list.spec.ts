import { describe, expect, it } from '@jest/globals';
import { citationsOf } from './citation-list.js';

function source(n: number, title: string): Parameters<typeof citationsOf>[1][number] {
  return { n, title, url: `https://pages.example/${n}`, paragraphs: [] };
}

describe('the list of citations', () => {
  it('numbers the sources anew, in the order in which they are cited', () => {
    expect(citationsOf([4, 2], [source(2, 'Two'), source(4, 'Four')])).toEqual([
      { n: 1, title: 'Four', url: 'https://pages.example/4' },
      { n: 2, title: 'Two', url: 'https://pages.example/2' },
    ]);
  });

  it('shows titles as plain text that leads nowhere', () => {
    const title = '<b>Bread</b> at [our shop](https://evil.example/)\nand more';

    expect(citationsOf([1], [source(1, title)])[0]?.title).toBe('Bread at our shop and more');
  });

  it('shows the address where there is no title', () => {
    expect(citationsOf([1], [source(1, ' ')])[0]?.title).toBe('https://pages.example/1');
  });

  it('lists no source that there is not', () => {
    expect(citationsOf([3], [source(1, 'One')])).toEqual([]);
  });
});
