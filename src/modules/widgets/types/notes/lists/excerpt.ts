import type { Mark } from '../notes.contract.js';
import { FOUND } from './note-search.js';

/** A part of a text, and where in it what was searched for is. */
export interface Excerpt {
  readonly excerpt: string;
  readonly marks: readonly Mark[];
}

/** Takes the signs around what was found out of an excerpt, and says where they were instead. */
export function readExcerpt(signed: string): Excerpt {
  const marks: Mark[] = [];
  let excerpt = '';
  for (const [i, part] of signed.split(FOUND.begin).entries()) {
    const [found = '', rest = ''] = i === 0 ? ['', part] : part.split(FOUND.end);
    if (found !== '') marks.push({ start: excerpt.length, length: found.length });
    excerpt += found + rest;
  }
  return { excerpt, marks };
}
