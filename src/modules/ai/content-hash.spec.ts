import { describe, expect, it } from '@jest/globals';
import { contentHashOf } from './content-hash.js';

const page = (url: string, ...texts: string[]): Parameters<typeof contentHashOf>[1][number] => ({
  url,
  paragraphs: texts.map((text) => ({ text, heading: null })),
});
const PAGES = [page('https://a.example', 'One.', 'Two.'), page('https://b.example', 'Three.')];
const HASH = contentHashOf('Feed a starter', PAGES);

describe('the hash of what was read', () => {
  it('is the same for the same, however the query is spaced and capitalized', () => {
    expect(contentHashOf('  feed a   STARTER ', structuredClone(PAGES))).toBe(HASH);
  });

  it.each([
    ['another question', 'Feed a cat', PAGES],
    ['another text', 'Feed a starter', [page('https://a.example', 'One.', 'Zwei.'), PAGES[1]!]],
    ['another address', 'Feed a starter', [page('https://c.example', 'One.', 'Two.'), PAGES[1]!]],
    ['another order, which numbers the sources', 'Feed a starter', [...PAGES].reverse()],
    [
      'text on another page',
      'Feed a starter',
      [page('https://a.example', 'One.'), page('https://b.example', 'Two.', 'Three.')],
    ],
  ])('differs for %s', (_, query, pages) => {
    expect(contentHashOf(query, pages)).not.toBe(HASH);
  });
});
