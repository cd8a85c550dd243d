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
  readonly signal?: AbortSignal;
}

/** A source that the summary's text points to as `[n]`. */
export interface Citation {
  readonly n: number;
  readonly title: string;
  readonly url: string;
}

/** What a model's provider counted. */
export interface ModelUsage {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** A text of facts whose markers `[n]` each have a citation; plain text, never HTML. */
export interface Summary {
  readonly content: string;
  readonly citations: Citation[];
  /** The model that wrote it, or `extractive`. */
  readonly model: string;
  readonly usage: ModelUsage | null;
  /** What the reader should know of how it came about, in plain words. */
  readonly notice: string | null;
}

/** Makes a summary of several sources; throws an `AppError` when it can't. */
export interface Summarizer {
  readonly name: string;
  summarize(request: SummaryRequest): Promise<Summary>;
}
