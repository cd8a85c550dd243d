import { dayWords, named } from '../../../../common/text/caption.js';
import { userDay } from '../../../../common/time/user-day.js';
import type { CaptionMoment } from '../../widget-type.contract.js';
import type { SummaryStatus } from './websearch.contract.js';

/** What captions of web searches are about. */
export interface WebsearchFacts {
  /** The oldest search of the widget, and how its newest summary stands. */
  readonly query: string | null;
  readonly status: SummaryStatus | null;
  /** The newest summary of all. */
  readonly done: { readonly query: string; readonly finishedAt: string } | null;
}

/** What a web search widget is about now. */
export function describeWebsearch({ query, status, done }: WebsearchFacts, moment: CaptionMoment): string {
  if (done !== null) {
    const finishedOn = userDay(new Date(done.finishedAt), moment);
    return `${named(done.query)}, summarized ${dayWords(finishedOn, moment.date)}`;
  }
  if (query === null) return 'Add your first search';
  if (status === 'failed') return `${named(query)} could not be summarized: try it again`;
  return status === null ? `Ask for a summary of ${named(query)}` : `${named(query)} is being summarized`;
}
