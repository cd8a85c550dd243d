import { searchWordsOf } from '../../../../../common/text/search-words.js';
import { noteWordsOf } from './note-words.js';

/** Changes with what the words of a note are; notes with the words of a former form are indexed again by a job. */
export const SEARCH_FORM = 1;

/** PostgreSQL counts positions up to here; beyond, they begin again, so that neighbours stay neighbours. */
const POSITIONS = 16_383;
const MOST_POSITIONS = 255;
/** A tsvector has at most a megabyte; the last words of a text that needs more are not found. */
const MOST_BYTES = 900_000;
const BYTES_PER_WORD = 8;
const BYTES_PER_POSITION = 2;
/** Between title and text, so that no phrase spans both. */
const GAP = 2;

/**
 * The words of a note as the text of a `tsvector`, those of its title with weight A. Made here and not by `to_tsvector`,
 * which knows neither accents nor words without blanks, and takes seconds for some texts.
 */
export function searchVector({
  title,
  plain,
}: {
  readonly title: string | null;
  readonly plain: string;
}): string {
  const words = new Map<string, string[]>();
  let bytes = 0;
  let position = 0;
  for (const [found, weight] of [
    [searchWordsOf(title ?? ''), 'A'],
    [noteWordsOf(plain), 'B'],
  ] as const) {
    for (const word of found) {
      position = (position % POSITIONS) + 1;
      const places = words.get(word.text);
      if (places && places.length >= MOST_POSITIONS) continue;
      bytes += BYTES_PER_POSITION + (places ? 0 : Buffer.byteLength(word.text) + BYTES_PER_WORD);
      if (bytes > MOST_BYTES) return written(words);
      if (places) places.push(`${position}${weight}`);
      else words.set(word.text, [`${position}${weight}`]);
    }
    position += GAP;
  }
  return written(words);
}

/** Words are letters, digits and marks, so nothing in them needs an escape. */
function written(words: ReadonlyMap<string, readonly string[]>): string {
  return Array.from(words, ([word, places]) => `'${word}':${places.join(',')}`).join(' ');
}
