import { likeness } from './sketch.js';

/** Two pages that share this much of their runs of words are one text that was published twice. */
export const SAME_TEXT = 0.7;

interface Comparable {
  readonly url: string;
  readonly sketch: Uint32Array;
}

/** A page that adds nothing to one that comes before it. */
export interface Duplicate<Page> {
  readonly page: Page;
  readonly of: Page;
}

/** Splits pages into those that say something of their own and those that repeat one before them. */
export function withoutDuplicates<Page extends Comparable>(
  pages: readonly Page[],
): { distinct: Page[]; duplicates: Duplicate<Page>[] } {
  const distinct: Page[] = [];
  const duplicates: Duplicate<Page>[] = [];
  for (const page of pages) {
    const original = distinct.find(
      (other) => other.url === page.url || likeness(other.sketch, page.sketch) >= SAME_TEXT,
    );
    if (original) duplicates.push({ page, of: original });
    else distinct.push(page);
  }
  return { distinct, duplicates };
}
