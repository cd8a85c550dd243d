import type { SearchWord } from '../../../../../common/text/search-words.js';
import type { Mark } from '../notes.contract.js';
import type { NoteQuery, QueryTerm } from './note-query.js';
import { noteWordsOf } from './note-words.js';

/** A part of a text, and where in it what was searched for is. */
export interface Excerpt {
  readonly excerpt: string;
  readonly marks: readonly Mark[];
}

interface Range {
  readonly start: number;
  readonly end: number;
}

const LONGEST = 200;
/** How much of an excerpt comes before what was found. */
const BEFORE = 60;

/** The beginning of a text, where nothing was searched for. */
export function beginningOf(text: string): Excerpt {
  return { excerpt: cut(text, 0, Math.min(text.length, LONGEST)), marks: [] };
}

/** The part of a text that has most of what a search looks for; the beginning where it has nothing of it. */
export function excerptOf(text: string, query: NoteQuery): Excerpt {
  const words = [...noteWordsOf(text)];
  const terms = query.flat().filter(({ isNegated }) => !isNegated);
  const found = terms.flatMap((term, index) => rangesOf(term, words).map((range) => ({ ...range, index })));
  if (found.length === 0) return beginningOf(text);

  found.sort((a, b) => a.start - b.start || a.end - b.end);
  const from = startFor(bestOf(found), words);
  const until = endFor(from, text, words);
  const shown = merged(found.filter(({ start, end }) => start >= from && end <= until));
  return {
    excerpt: cut(text, from, until),
    marks: shown.map(({ start, end }) => ({ start: start - from, length: end - start })),
  };
}

/** The first of those that have most terms within reach. */
function bestOf(found: readonly (Range & { readonly index: number })[]): number {
  let best = { start: 0, terms: 0 };
  let until = 0;
  const counts = new Map<number, number>();
  for (const { start, index } of found) {
    for (let next = found[until]; next && next.end <= start + LONGEST - BEFORE; next = found[++until])
      counts.set(next.index, (counts.get(next.index) ?? 0) + 1);
    if (counts.size > best.terms) best = { start, terms: counts.size };
    const left = (counts.get(index) ?? 1) - 1;
    if (left > 0) counts.set(index, left);
    else counts.delete(index);
  }
  return best.terms === 0 ? (found[0]?.start ?? 0) : best.start;
}

function startFor(found: number, words: readonly SearchWord[]): number {
  if (found <= BEFORE) return 0;
  return words.find(({ start }) => start >= found - BEFORE)?.start ?? found;
}

function endFor(from: number, text: string, words: readonly SearchWord[]): number {
  if (text.length <= from + LONGEST) return text.length;
  return words.findLast(({ start, end }) => start >= from && end <= from + LONGEST)?.end ?? from + LONGEST;
}

/** Where a term stands: one range for each of its groups. */
function rangesOf({ words: wanted }: QueryTerm, words: readonly SearchWord[]): Range[] {
  return words.flatMap((_, at) => {
    const hits = wanted.map(({ text, offset, isPrefix, group }) => {
      const word = words[at + offset];
      const isHit = word && (isPrefix ? word.text.startsWith(text) : word.text === text);
      return isHit ? { word, group, isPrefix } : undefined;
    });
    if (!hits.every((hit) => hit !== undefined)) return [];
    const groups = new Map<number, Range>();
    for (const { word, group, isPrefix } of hits) {
      const end = isPrefix ? endOfFirst(word, words[at + 1]) : word.end;
      groups.set(group, { start: groups.get(group)?.start ?? word.start, end });
    }
    return [...groups.values()];
  });
}

/** Of a pair that begins with a letter, only that letter was found. */
function endOfFirst({ kind, end }: SearchWord, next: SearchWord | undefined): number {
  return kind === 'pair' && next ? next.start : end;
}

function merged(ranges: readonly Range[]): Range[] {
  const all: Range[] = [];
  for (const range of ranges) {
    const last = all.at(-1);
    if (last && range.start < last.end)
      all.splice(-1, 1, { start: last.start, end: Math.max(last.end, range.end) });
    else all.push(range);
  }
  return all;
}

/** Never within a character of two code units. */
function cut(text: string, from: number, until: number): string {
  const isWithin = /[\uD800-\uDBFF]/.test(text.charAt(until - 1)) && until < text.length;
  return text.slice(from, isWithin ? until - 1 : until);
}
