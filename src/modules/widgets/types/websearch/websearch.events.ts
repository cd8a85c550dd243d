import { DomainEvent, Event } from '../../../../platform/events/domain-event.js';
import type { RemovedParts } from '../../../ai/research.contract.js';
import type { SearchFields, SummaryStatus } from './websearch.contract.js';

/** A user added a query. */
@Event({ type: 'search.created.v1', about: 'A query was added to a web search widget.' })
export class SearchCreated extends DomainEvent<{ searchId: string; widgetId: string; after: SearchFields }> {}

/** A user deleted a query. */
@Event({ type: 'search.deleted.v1', about: 'A query was deleted with its summaries.' })
export class SearchDeleted extends DomainEvent<{
  searchId: string;
  widgetId: string;
  before: SearchFields;
}> {}

/** A summary was queued: with a new search, on request, or by schedule. */
@Event({ type: 'summary.requested.v1', about: 'A summary of what the web says to a query was asked for.' })
export class SummaryRequested extends DomainEvent<{ summaryId: string; searchId: string }> {}

/** A summary is there, or will not be. */
@Event({ type: 'summary.finished.v1', about: 'A summary was made, or failed for good.' })
export class SummaryFinished extends DomainEvent<{
  summaryId: string;
  searchId: string;
  status: SummaryStatus;
  /** Parts of a model's text that were removed for safety; null if there were none. */
  removed: RemovedParts | null;
}> {}
