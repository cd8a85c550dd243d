import type { Summary } from './summarizers/summarizer.contract.js';

/** A question for the web. Its words go to the search provider and the model, so nothing private belongs in them. */
export interface ResearchRequest {
  readonly query: string;
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
}
