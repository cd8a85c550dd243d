import type { Paragraph } from '../../reading/page.contract.js';
import { queryTermsOf, termsOf } from '../../text/terms.js';
import type { SummarySource } from '../summarizer.contract.js';
import { neutralText } from './neutral-text.js';

/** The part of a source that a model reads. */
export interface Excerpt {
  readonly n: number;
  readonly title: string;
  readonly url: string;
  readonly paragraphs: readonly SizedParagraph[];
}

/** A paragraph with its heading, neutral, and its length in tokens. */
export interface SizedParagraph {
  readonly text: string;
  readonly tokens: number;
}

/** How many tokens a text is. */
export type Count = (text: string) => number;

const LONGEST_TITLE = 200;
/** Of one page; what comes behind it is not looked at. */
const MOST_CHARS = 400_000;

/**
 * What of the sources fits into so many tokens, in its own order: all of it, or the paragraphs that speak of the question
 * most. What one source does not need is left to the longer ones.
 */
export function excerptsOf(
  sources: readonly SummarySource[],
  query: string,
  maxTokens: number,
  count: Count,
): Excerpt[] {
  const words = new Set(queryTermsOf(query));
  const whole = sources.map((source) => wholeOf(source, count));
  let left = maxTokens;
  let waiting = whole.length;
  const kept = new Map<number, Excerpt>();
  for (const excerpt of [...whole].sort((a, b) => tokensOf(a) - tokensOf(b))) {
    const fitting = fit(excerpt, words, Math.floor(left / waiting), count);
    left -= tokensOf(fitting);
    waiting -= 1;
    kept.set(excerpt.n, fitting);
  }
  return whole.map((excerpt) => kept.get(excerpt.n) ?? excerpt);
}

/** The length of an excerpt. */
export function tokensOf({ paragraphs }: Pick<Excerpt, 'paragraphs'>): number {
  return paragraphs.reduce((sum, { tokens }) => sum + tokens, 0);
}

function wholeOf({ n, title, url, paragraphs }: SummarySource, count: Count): Excerpt {
  let chars = 0;
  const near = paragraphs.filter(({ text }) => (chars += text.length) <= MOST_CHARS);
  const texts = (near.length > 0 ? near : paragraphs.slice(0, 1)).map(withHeading);
  return {
    n,
    title: neutralText(title).slice(0, LONGEST_TITLE),
    url,
    paragraphs: texts.map((text) => sized(neutralText(text.slice(0, MOST_CHARS)), count)),
  };
}

function sized(text: string, count: Count): SizedParagraph {
  return { text, tokens: count(text) + 1 };
}

function fit(excerpt: Excerpt, words: ReadonlySet<string>, maxTokens: number, count: Count): Excerpt {
  if (tokensOf(excerpt) <= maxTokens) return excerpt;
  const ranked = excerpt.paragraphs
    .map((paragraph, i) => ({ paragraph, i, hits: hitsIn(paragraph.text, words) }))
    .sort((a, b) => b.hits - a.hits || a.i - b.i);
  let left = maxTokens;
  const taken = ranked.filter(({ paragraph: { tokens } }) => tokens <= left && ((left -= tokens), true));
  const chosen = taken.sort((a, b) => a.i - b.i).map(({ paragraph }) => paragraph);
  const [first] = ranked;
  return {
    ...excerpt,
    paragraphs: chosen.length > 0 || !first ? chosen : [cut(first.paragraph, maxTokens, count)],
  };
}

/** The beginning of a paragraph that is longer than all there is room for. */
function cut({ text, tokens }: SizedParagraph, maxTokens: number, count: Count): SizedParagraph {
  const shorter = text.slice(0, Math.floor((text.length * maxTokens) / (tokens + 1)));
  const piece = sized(shorter, count);
  return piece.tokens <= maxTokens || shorter.length < 2 ? piece : cut(piece, maxTokens, count);
}

function hitsIn(text: string, words: ReadonlySet<string>): number {
  return new Set(termsOf(text).filter((term) => words.has(term))).size;
}

function withHeading({ heading, text }: Paragraph): string {
  return heading === null || text.startsWith(heading) ? text : `${heading}: ${text}`;
}
