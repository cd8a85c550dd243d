import { describe, expect, it } from '@jest/globals';
import { foldCategory, tidyCategory } from './category.js';

describe('a category', () => {
  it.each([
    [' Work ', 'Work'],
    ['Deep   work', 'Deep work'],
    ['Deep\u00a0\u3000work', 'Deep work'],
    ['Cafe\u0301', 'Caf\u00e9'],
    ['   ', ''],
  ])('%j is kept as %j', (written, kept) => {
    expect(tidyCategory(written)).toBe(kept);
  });

  it.each([
    ['Work', ' work'],
    ['DEEP  Work', 'deep work'],
    ['Été', 'éTÉ'],
    ['Cafe\u0301', 'CAFÉ'],
  ])('%j is the same as %j', (one, other) => {
    expect(foldCategory(one)).toBe(foldCategory(other));
  });

  it.each([
    ['cafe', 'café'],
    ['homework', 'home work'],
  ])('%j is another than %j', (one, other) => {
    expect(foldCategory(one)).not.toBe(foldCategory(other));
  });
});
