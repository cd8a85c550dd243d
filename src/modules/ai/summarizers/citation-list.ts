import { oneLine, stripLinks, stripMarkup } from '../text/plain-text.js';
import type { Citation, SummarySource } from './summarizer.contract.js';

const NO_LINKS: ReadonlySet<string> = new Set();

/** The list that goes with a renumbered text: the first entry is what [1] points to. */
export function citationsOf(cited: readonly number[], sources: readonly SummarySource[]): Citation[] {
  return cited.flatMap((old, i) => {
    const source = sources.find(({ n }) => n === old);
    return source ? [{ n: i + 1, title: titleOf(source), url: source.url }] : [];
  });
}

/** A page's title is the page's word: it leads nowhere. */
function titleOf({ title, url }: SummarySource): string {
  return oneLine(stripLinks(stripMarkup(title), NO_LINKS)) || url;
}
