import { isRecord, recordsOf, textOf } from '../../json-shape.js';
import type { ModelUsage } from '../summarizer.contract.js';

/** What is needed of a chat completion. */
export interface ChatReply {
  readonly text: string;
  /** The model that really answered; empty if it is not said. */
  readonly model: string;
  readonly usage: ModelUsage | null;
}

/** Reads a chat completion, believing nothing: whoever speaks this protocol may speak it badly. Null if it is none. */
export function readChatReply(value: unknown): ChatReply | null {
  if (!isRecord(value)) return null;
  const [choice] = recordsOf(value.choices) ?? [];
  const message = choice?.message;
  if (!isRecord(message) || choice?.finish_reason === 'content_filter') return null;
  return {
    text: textOf(message.content),
    model: textOf(value.model).slice(0, 100),
    usage: readUsage(value.usage),
  };
}

function readUsage(value: unknown): ModelUsage | null {
  if (!isRecord(value)) return null;
  const inputTokens = value.prompt_tokens;
  const outputTokens = value.completion_tokens;
  return isCount(inputTokens) && isCount(outputTokens) ? { inputTokens, outputTokens } : null;
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}
