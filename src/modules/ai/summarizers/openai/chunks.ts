import type { Excerpt, SizedParagraph } from './excerpt.js';

/** Cuts excerpts into parts of at most so many tokens each; a paragraph stays whole, and its source with it. */
export function chunksOf(excerpts: readonly Excerpt[], maxTokens: number): Excerpt[][] {
  const chunks: Excerpt[][] = [];
  let left = 0;
  for (const excerpt of excerpts) {
    for (const paragraph of excerpt.paragraphs) {
      if (chunks.length === 0 || paragraph.tokens > left) {
        chunks.push([]);
        left = maxTokens;
      }
      left -= paragraph.tokens;
      append(chunks.at(-1) ?? [], excerpt, paragraph);
    }
  }
  return chunks;
}

function append(chunk: Excerpt[], excerpt: Excerpt, paragraph: SizedParagraph): void {
  const last = chunk.at(-1);
  if (last?.n === excerpt.n) chunk.splice(-1, 1, { ...last, paragraphs: [...last.paragraphs, paragraph] });
  else chunk.push({ ...excerpt, paragraphs: [paragraph] });
}
