import type { CallUsage, Caller, MeteredCall, MeteredResult } from '../metering/metering.contract.js';

/** One message of a chat. Rules stand in `system`; what comes from outside is data in `user`. */
export interface ModelMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

/** The shape of JSON that an answer shall have. */
export interface AnswerFormat {
  readonly name: string;
  readonly schema: Readonly<Record<string, unknown>>;
}

/** One question to a model. It has no tools, whatever it asks for. */
export interface ModelRequest {
  /** For whom and for what it is asked; nobody in particular where it is left out. */
  readonly caller?: Caller;
  readonly model: string;
  readonly messages: readonly ModelMessage[];
  /** The answer is cut off there. */
  readonly maxOutputTokens: number;
  /** Services that do not know it are asked again without. */
  readonly format?: AnswerFormat;
  readonly signal?: AbortSignal;
}

/** What a model said. */
export interface ModelReply {
  /** Without what the model thought aloud; empty where it said nothing else. */
  readonly text: string;
  /** The model that really answered. */
  readonly model: string;
  /** Null where its service does not count. */
  readonly usage: CallUsage | null;
  /** Whether it would have gone on: the end is missing. */
  readonly isCutOff: boolean;
  /** Whether the service had to be asked again without the format. */
  readonly wasAskedTwice: boolean;
}

/** Who keeps calls within their budgets, and a ledger of them. */
export interface Meter {
  run<T>(call: MeteredCall, work: () => Promise<MeteredResult<T>>): Promise<T>;
}
