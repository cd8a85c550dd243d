import type { Caller } from './metering/metering.contract.js';
import type { RemovedParts } from './summarizers/checks/removed.js';
import type { Summary, SummaryDraft } from './summarizers/summarizer.contract.js';

export type { RemovedParts, Summary, SummaryDraft };

/** A question for the web. Its words go to the search provider and the model, so nothing private belongs in them. */
export interface ResearchRequest {
  readonly query: string;
  /** For whom its calls are made; nobody in particular where it is left out. */
  readonly caller?: Caller;
  /**
   * A summary that was made of this content before, if there is one: then none is made. Asked once the pages are read.
   * @param contentHash of the query and of what the pages say
   */
  readonly recall?: (contentHash: string) => Promise<Summary | null>;
  /** Told of the text as it grows, where it is written piece by piece. */
  readonly onDraft?: (draft: SummaryDraft) => void;
  /** Fewer pages than the configuration allows. */
  readonly maxSources?: number;
  /** Ends the work early: nobody waits for it any more. */
  readonly signal?: AbortSignal;
}

/** A result of the search that the summary does without, and why. */
export interface SkippedPage {
  readonly url: string;
  readonly reason: string;
}

/** A summary of what the web says, and which pages it does without. */
export interface ResearchResult extends Summary {
  readonly skipped: SkippedPage[];
  /** Equal for the same query and the same text of the same pages; null where no page could be read. */
  readonly contentHash: string | null;
}
