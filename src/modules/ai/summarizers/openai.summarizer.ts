import OpenAI, { APIError } from 'openai';
import type { HttpClient } from '../../../platform/http-client/http-client.js';
import { OutboundError } from '../../../platform/http-client/http-client.errors.js';
import { stripEmphasis, stripLinks, stripMarkup } from '../text/plain-text.js';
import { citationsOf } from './citation-list.js';
import { renumberCitations } from './citations.js';
import { readChatReply, type ChatReply } from './openai/chat-reply.js';
import { fetchThrough } from './openai/model-fetch.js';
import { promptFor } from './openai/prompt.js';
import type { Summarizer, Summary, SummaryRequest } from './summarizer.contract.js';
import { ModelError } from './summarizer.errors.js';

/** Where the model is and how it is called. */
export interface OpenAiOptions {
  readonly apiKey: string;
  /** Base address of any service that speaks the protocol, with its version: `https://api.openai.com/v1`. */
  readonly baseUrl: string;
  readonly model: string;
  /** For the whole call; 30 s if not said. */
  readonly deadlineMs?: number;
}

const DEADLINE_MS = 30_000;
const MAX_REPLY_BYTES = 1_000_000;
const MAX_REPLY_TOKENS = 2_000;
const MAX_TEXT = 6_000;

/** Summarizes with a language model that speaks OpenAI's Chat Completions. Its text is checked, not believed. */
export class OpenAiSummarizer implements Summarizer {
  readonly name = 'openai';
  private readonly client: OpenAI;

  constructor(
    http: HttpClient,
    private readonly options: OpenAiOptions,
  ) {
    const deadlineMs = options.deadlineMs ?? DEADLINE_MS;
    this.client = new OpenAI({
      apiKey: options.apiKey,
      baseURL: options.baseUrl,
      // Null keeps the library from looking into the environment.
      organization: null,
      project: null,
      adminAPIKey: null,
      webhookSecret: null,
      fetch: fetchThrough(http, { deadlineMs, maxBytes: MAX_REPLY_BYTES }),
      // Our client's deadline is the one that holds; the library's own retries would sleep past it.
      timeout: 2 * deadlineMs,
      maxRetries: 0,
      logLevel: 'off',
    });
  }

  async summarize(request: SummaryRequest): Promise<Summary> {
    const reply = await this.ask(request);
    const allowed = new Set(request.sources.map(({ url }) => url));
    const plain = stripEmphasis(stripLinks(stripMarkup(reply.text.slice(0, MAX_TEXT)), allowed));
    const { text, cited, unsupported } = renumberCitations(
      plain.replace(/ {2,}/g, ' '),
      request.sources.length,
    );
    if (cited.length === 0) throw new ModelError('model_garbage');
    return {
      content: text,
      citations: citationsOf(cited, request.sources),
      model: reply.model || this.options.model,
      usage: reply.usage,
      notice: unsupported.length === 0 ? null : noticeOf(unsupported.length),
    };
  }

  private async ask(request: SummaryRequest): Promise<ChatReply> {
    const reply = readChatReply(await this.complete(request));
    if (!reply) throw new ModelError('model_garbage');
    return reply;
  }

  private async complete(request: SummaryRequest): Promise<unknown> {
    try {
      return await this.client.chat.completions.create(
        { model: this.options.model, messages: promptFor(request), max_completion_tokens: MAX_REPLY_TOKENS },
        { signal: request.signal ?? null },
      );
    } catch (error) {
      throw request.signal?.aborted ? new ModelError('model_timeout', error) : toModelError(error);
    }
  }
}

function noticeOf(unsupported: number): string {
  return unsupported === 1
    ? 'One sentence of this summary names no source.'
    : `${unsupported} sentences of this summary name no source.`;
}

function toModelError(error: unknown): ModelError {
  const cause = error instanceof Error ? error.cause : undefined;
  if (cause instanceof OutboundError)
    return new ModelError(cause.code === 'upstream_timeout' ? 'model_timeout' : 'model_unreachable', error);
  const status: unknown = error instanceof APIError ? error.status : undefined;
  if (status === 401 || status === 403) return new ModelError('model_refused_key', error);
  if (status === 429) return new ModelError('model_busy', error);
  return new ModelError('model_failed', error);
}
