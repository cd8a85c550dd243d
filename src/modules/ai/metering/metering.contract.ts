/** What was read and written, as a model's provider counts it; nothing of both for a search. */
export interface CallUsage {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** For whom and for what a model or a search is asked; null for nobody in particular. */
export interface Caller {
  readonly userId: string | null;
  /** A stable word for reports: `websearch`, `dashboard`. */
  readonly feature: string;
}

/** One call that costs something, before it is made. */
export interface MeteredCall extends Caller {
  readonly kind: 'model' | 'search';
  readonly provider: string;
  /** Name of the model, by which it has its price; a search has its price by its provider. */
  readonly model: string | null;
  /** The most that the call can use; the budget must have room for this much. */
  readonly worstCase: CallUsage;
}

/** What a call gave, and what its provider counted; null where the provider does not say. */
export interface MeteredResult<T> {
  readonly value: T;
  readonly usage: CallUsage | null;
}

/** How a call stands in the ledger: `lost` is one whose process died; it counts as its worst case. */
export type CallOutcome = 'running' | 'done' | 'failed' | 'lost';

/** What a search uses: its price is by the call. */
export const NO_TOKENS: CallUsage = { inputTokens: 0, outputTokens: 0 };
