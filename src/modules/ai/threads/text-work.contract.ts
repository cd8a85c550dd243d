import type { FetchedPage, ReadablePage, UnreadableCode } from '../reading/page.contract.js';
import type { Citation, SummaryRequest } from '../summarizers/summarizer.contract.js';

/** A page that was read, with what it is compared with other pages by. */
export interface DigestedPage extends ReadablePage {
  /** See `sketchOf`. */
  readonly sketch: Uint32Array;
}

/** A question and its sources, as they go from thread to thread. */
export type ExtractRequest = Omit<SummaryRequest, 'signal'>;

/** Sentences of the sources with their markers, and what these stand for. */
export interface Extract {
  readonly content: string;
  readonly citations: Citation[];
}

/** Work on text that would keep a process from answering for as long as a person notices. */
export interface TextWork {
  /** Rejects with `PageUnreadable`, whatever a page does to its reader. */
  read(page: FetchedPage, signal?: AbortSignal): Promise<DigestedPage>;
  /** Null where the sources hold no sentence that could stand in a summary. */
  extract(request: ExtractRequest): Promise<Extract | null>;
}

/** Who does the work: threads, in a program that serves requests. */
export const TEXT_WORK = Symbol('TEXT_WORK');

/** What a thread is asked; `start` has no effect but that it is up. */
export type TextTask =
  | { readonly kind: 'start' }
  | { readonly kind: 'read'; readonly page: FetchedPage }
  | { readonly kind: 'extract'; readonly request: ExtractRequest };

/** What a thread answers. Errors of ours would lose their class on the way, so a refusal travels as its code. */
export type TextResult =
  | { readonly kind: 'started' }
  | { readonly kind: 'page'; readonly page: DigestedPage }
  | { readonly kind: 'unreadable'; readonly code: UnreadableCode }
  | { readonly kind: 'extract'; readonly extract: Extract | null };
