import type { RemovedParts } from './checks/removed.js';
import type { CallUsage, Caller } from '../metering/metering.contract.js';
import type { Paragraph } from '../reading/page.contract.js';

/** One text that a summary may draw on, numbered from 1 in the order of the search's answer. */
export interface SummarySource {
  readonly n: number;
  readonly title: string;
  readonly url: string;
  readonly paragraphs: readonly Paragraph[];
}

/** What is to be summarized, and for which question. Nothing private belongs in here. */
export interface SummaryRequest {
  readonly query: string;
  readonly sources: readonly SummarySource[];
  readonly maxSentences?: number;
  readonly maxChars?: number;
  /** For whom a model is asked; nobody in particular where it is left out. */
  readonly caller?: Caller;
  /** Told of the text as it grows, where it is written piece by piece. */
  readonly onDraft?: (draft: SummaryDraft) => void;
  readonly signal?: AbortSignal;
}

/** A source that the summary's text points to as `[n]`. */
export interface Citation {
  readonly n: number;
  readonly title: string;
  readonly url: string;
}

/** What a model's provider counted. */
export type ModelUsage = CallUsage;

/** Why a sentence is not vouched for. */
export type SupportProblem = 'no_source' | 'not_in_source' | 'number_not_in_source' | 'name_not_in_source';

/** A sentence that the sources do not bear out. */
export interface UnsupportedSentence {
  /** Which sentence of the text it is, from 0; null where it was left out. */
  readonly index: number | null;
  readonly text: string;
  readonly reason: SupportProblem;
}

/** Sources that say different things; their numbers are those of the citations. */
export interface Contradiction {
  readonly text: string;
  readonly sources: readonly number[];
}

/** What is written so far; the text only ever grows, until a new attempt begins with a shorter one. */
export interface SummaryDraft {
  /** Whole sentences, checked as those of a finished summary are. */
  readonly text: string;
  readonly citations: readonly Citation[];
  readonly unsupported: readonly UnsupportedSentence[];
  /** The sentence that is being written: plain words that nothing has checked. */
  readonly pending: string;
}

/** A text of facts whose markers `[n]` each have a citation; plain text, never HTML. */
export interface Summary {
  readonly content: string;
  readonly citations: Citation[];
  readonly unsupported: UnsupportedSentence[];
  readonly contradictions: Contradiction[];
  /** The model that wrote it, or `extractive`. */
  readonly model: string;
  readonly usage: ModelUsage | null;
  /** What the reader should know of how it came about, in plain words. */
  readonly notice: string | null;
  /** What was taken out of its model's text for safety, where something was. */
  readonly removed?: RemovedParts;
}

/** Makes a summary of several sources; throws an `AppError` when it can't. */
export interface Summarizer {
  readonly name: string;
  summarize(request: SummaryRequest): Promise<Summary>;
}
