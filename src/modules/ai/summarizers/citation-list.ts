import { oneLine, stripMarkup } from '../text/plain-text.js';
import type { Citation, SummarySource } from './summarizer.contract.js';

/** The list that goes with a renumbered text: the first entry is what [1] points to. */
export function citationsOf(cited: readonly number[], sources: readonly SummarySource[]): Citation[] {
  return cited.flatMap((old, i) => {
    const source = sources.find(({ n }) => n === old);
    return source
      ? [{ n: i + 1, title: oneLine(stripMarkup(source.title)) || source.url, url: source.url }]
      : [];
  });
}
