import type {
  Citation,
  SummaryError,
  SummaryStatus,
  SummaryView,
  UnsupportedSentence,
} from '../websearch.contract.js';

/** How far somebody has read: so many characters of what an attempt wrote. */
export interface ReadPosition {
  readonly attempt: number;
  readonly length: number;
}

/** What those who follow a summary are told. */
export type SummaryNews =
  /** A new attempt makes void what an earlier one wrote. */
  | { readonly kind: 'status'; readonly status: SummaryStatus; readonly attempt: number | null }
  /** More of the checked text, with what is new of its lists. */
  | {
      readonly kind: 'text';
      readonly readTo: ReadPosition;
      readonly text: string;
      readonly citations: Citation[];
      readonly unsupported: UnsupportedSentence[];
    }
  /** The sentence that is being written, unchecked; it comes again as text, or not at all. */
  | { readonly kind: 'pending'; readonly text: string }
  | { readonly kind: 'done'; readonly summary: SummaryView }
  | { readonly kind: 'error'; readonly error: SummaryError }
  /** Nothing has changed. */
  | { readonly kind: 'quiet' };
