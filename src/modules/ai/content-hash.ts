import { createHash } from 'node:crypto';
import type { PageAtAddress } from './reading/page-fetcher.js';

/** The same for the same question and the same text of the same pages in the same order: then a summary need not be made again. */
export function contentHashOf(
  query: string,
  pages: readonly Pick<PageAtAddress, 'url' | 'paragraphs'>[],
): string {
  const words = query.trim().toLowerCase().split(/\s+/).join(' ');
  const texts = pages.map(({ url, paragraphs }) => [url, ...paragraphs.map(({ text }) => text)]);
  return createHash('sha256')
    .update(JSON.stringify([words, texts]))
    .digest('hex');
}
