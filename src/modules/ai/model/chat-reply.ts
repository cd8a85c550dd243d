import { isRecord, recordsOf, textOf, type JsonRecord } from '../json-shape.js';
import type { CallUsage } from '../metering/metering.contract.js';

/** What is needed of a chat completion. */
export interface ChatReply {
  /** Null where there is no message, or a filter took it away. */
  readonly text: string | null;
  /** The model that really answered; empty if it is not said. */
  readonly model: string;
  readonly usage: CallUsage | null;
  readonly isCutOff: boolean;
}

const LONGEST_NAME = 100;

/** Reads a chat completion, believing nothing: whoever speaks this protocol may speak it badly. */
export function readChatReply(value: unknown): ChatReply {
  const reply = isRecord(value) ? value : {};
  const [choice] = recordsOf(reply.choices) ?? [];
  const message = choice?.message;
  const isUsable = isRecord(message) && choice?.finish_reason !== 'content_filter';
  return {
    text: isUsable ? contentOf(message.content) : null,
    isCutOff: choice?.finish_reason === 'length',
    ...readFacts(reply),
  };
}

/** Adds one chunk of a streamed completion to what came before. */
export function addChunk(reply: ChatReply, value: unknown): ChatReply {
  if (!isRecord(value)) return reply;
  const [choice] = recordsOf(value.choices) ?? [];
  const delta = deltaOf(choice);
  const { model, usage } = readFacts(value);
  const isFiltered = choice?.finish_reason === 'content_filter';
  return {
    text: isFiltered || reply.text === null ? null : reply.text + delta,
    model: model || reply.model,
    usage: usage ?? reply.usage,
    isCutOff: reply.isCutOff || choice?.finish_reason === 'length',
  };
}

/** The text that a chunk of a streamed completion adds. */
function deltaOf(choice: JsonRecord | undefined): string {
  return isRecord(choice?.delta) ? contentOf(choice.delta.content) : '';
}

/** A text, or the parts of one; parts of another type, such as `thinking`, are no part of the answer. */
function contentOf(content: unknown): string {
  const parts = recordsOf(content)?.filter(({ type }) => type === 'text');
  return parts ? parts.map(({ text }) => textOf(text)).join('') : textOf(content);
}

/** A reply before its first chunk. */
export const NOTHING_YET: ChatReply = { text: '', model: '', usage: null, isCutOff: false };

function readFacts(value: JsonRecord): Pick<ChatReply, 'model' | 'usage'> {
  return { model: textOf(value.model).slice(0, LONGEST_NAME), usage: readUsage(value.usage) };
}

function readUsage(value: unknown): CallUsage | null {
  if (!isRecord(value)) return null;
  const inputTokens = value.prompt_tokens;
  const outputTokens = value.completion_tokens;
  return isCount(inputTokens) && isCount(outputTokens) ? { inputTokens, outputTokens } : null;
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}
