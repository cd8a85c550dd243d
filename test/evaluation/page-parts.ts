import { readFileSync } from 'node:fs';
import type { TopicSet } from './topics.js';

/** What pages of the web say beside what they are about, in one language; `%` in an opening stands for the question. */
export interface PageParts {
  readonly openings: readonly string[];
  readonly chat: readonly string[];
  readonly closings: readonly string[];
  readonly pleas: readonly string[];
  readonly headings: readonly string[];
}

const PARTS = JSON.parse(
  readFileSync(new URL('../cases/topics/parts.json', import.meta.url), 'utf8'),
) as Record<TopicSet, Record<string, PageParts>>;

export function partsOf(set: TopicSet, language: string): PageParts {
  const parts = PARTS[set][language];
  if (!parts) throw new Error(`the set ${set} has no parts in ${language}`);
  return parts;
}
