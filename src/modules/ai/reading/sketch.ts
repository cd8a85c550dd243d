import type { Paragraph } from './page.contract.js';

/** Words that stand side by side; shorter runs are shared by texts that have nothing to do with each other. */
const RUN = 4;
const SKETCH_SIZE = 256;
const WORD = /[\p{L}\p{M}\p{N}]+/gu;
/** Scripts that put no spaces between words: their letters are taken for words. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

/**
 * A page in 256 numbers, by which pages can be compared: the smallest hashes of its runs of four words. Texts that
 * share runs share the same part of these (bottom-k sampling), however long they are.
 */
export function sketchOf(paragraphs: readonly Paragraph[]): Uint32Array {
  const words = paragraphs.flatMap(({ text }) => wordsOf(text));
  const hashes = new Uint32Array(Math.max(1, words.length - RUN + 1));
  for (let i = 0; i < hashes.length; i++) hashes[i] = hashOf(words.slice(i, i + RUN));
  return smallestOf(hashes.sort());
}

/** How much of their runs two pages share, 0..1 (Jaccard, estimated to about 0.03); exact where both are short. */
export function likeness(a: Uint32Array, b: Uint32Array): number {
  const all = smallestOf(new Uint32Array([...a, ...b]).sort());
  const [ofA, ofB] = [new Set(a), new Set(b)];
  const shared = all.reduce((count, hash) => count + (ofA.has(hash) && ofB.has(hash) ? 1 : 0), 0);
  return shared / all.length;
}

function wordsOf(text: string): string[] {
  const words = text.toLowerCase().match(WORD) ?? [];
  return words.flatMap((word) => (UNSPACED.test(word) ? [...word] : [word]));
}

/** FNV-1a, mixed once more, since the smallest hashes are kept and must be a fair sample. */
function hashOf(words: readonly string[]): number {
  let hash = 0x811c9dc5;
  for (const word of words) {
    for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193);
    hash = Math.imul(hash ^ 0x20, 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function smallestOf(sorted: Uint32Array): Uint32Array {
  return sorted.filter((hash, i) => i === 0 || hash !== sorted[i - 1]).slice(0, SKETCH_SIZE);
}
