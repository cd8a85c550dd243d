import OpenAI, { APIError } from 'openai';
import { Stream } from 'openai/streaming';
import type { HttpClient } from '../../../platform/http-client/http-client.js';
import { OutboundError, type OutboundErrorCode } from '../../../platform/http-client/http-client.errors.js';
import { addChunk, NOTHING_YET, readChatReply, type ChatReply } from './chat-reply.js';
import { fetchThrough } from './model-fetch.js';
import type { Meter, ModelReply, ModelRequest } from './model.contract.js';
import { ModelError, type ModelErrorCode } from './model.errors.js';
import { SecretFilter, withoutSecret } from './secret-filter.js';
import { ThoughtFilter, withoutThoughts } from './thoughts.js';
import { tokenCounterFor } from './token-count.js';

/** Where models are and how they are called. */
export interface ModelOptions {
  readonly apiKey: string;
  /** Base address of any service that speaks the protocol, with its version: `https://api.openai.com/v1`. */
  readonly baseUrl: string;
  /** For one whole call; 30 s if not said. */
  readonly deadlineMs?: number;
}

/** Told each piece of text as it comes. */
export type OnDelta = (delta: string) => void;

const DEADLINE_MS = 30_000;
const MAX_REPLY_BYTES = 1_000_000;
/** What services add to each message and to each request. */
const TOKENS_AROUND = 16;

const FAILURES: Partial<Record<OutboundErrorCode, ModelErrorCode>> = {
  upstream_timeout: 'model_timeout',
  upstream_invalid: 'model_garbage',
  upstream_too_large: 'model_garbage',
  upstream_overloaded: 'model_resting',
  upstream_unavailable: 'model_resting',
};

/** The one place that calls a language model, by OpenAI's Chat Completions: metered, with deadlines, without tools. */
export class ModelClient {
  private readonly client: OpenAI;
  private readonly withoutFormat = new Set<string>();

  constructor(
    http: HttpClient,
    private readonly meter: Meter,
    private readonly options: ModelOptions,
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

  /** The whole answer at once; throws ModelError, BudgetExhausted. */
  complete(request: ModelRequest): Promise<ModelReply> {
    return this.ask(request, null);
  }

  /** The same, telling each piece as it comes; a service that can't stream tells all at once. */
  stream(request: ModelRequest, onDelta: OnDelta): Promise<ModelReply> {
    return this.ask(request, onDelta);
  }

  private async ask(request: ModelRequest, onDelta: OnDelta | null): Promise<ModelReply> {
    const { format, ...plain } = request;
    if (!format || this.withoutFormat.has(request.model)) return this.metered(plain, onDelta, false);
    try {
      return await this.metered(request, onDelta, false);
    } catch (error) {
      if (!isUnknownField(error)) throw error;
      this.withoutFormat.add(request.model);
      return this.metered(plain, onDelta, true);
    }
  }

  private async metered(
    request: ModelRequest,
    onDelta: OnDelta | null,
    wasAskedTwice: boolean,
  ): Promise<ModelReply> {
    const { userId = null, feature = 'model' } = request.caller ?? {};
    const worstCase = { inputTokens: await inputTokens(request), outputTokens: request.maxOutputTokens };
    const reply = await this.meter.run(
      { userId, feature, kind: 'model', provider: 'openai', model: request.model, worstCase },
      async () => {
        const value = await this.call(request, onDelta);
        return { value, usage: value.usage };
      },
    );
    if (reply.text === null) throw new ModelError('model_garbage', undefined, reply.usage);
    return {
      text: withoutThoughts(this.withoutKey(reply.text)),
      model: reply.model || request.model,
      usage: reply.usage,
      isCutOff: reply.isCutOff,
      wasAskedTwice,
    };
  }

  private async call(request: ModelRequest, onDelta: OnDelta | null): Promise<ChatReply> {
    try {
      const response = await this.client.chat.completions
        .create(bodyOf(request, onDelta !== null), { signal: request.signal ?? null })
        .asResponse();
      if (response.headers.get('content-type')?.includes('event-stream'))
        return await this.collect(response, onDelta);
      const reply = readChatReply(JSON.parse(await response.text()));
      if (reply.text) onDelta?.(this.withoutKey(reply.text));
      return reply;
    } catch (error) {
      throw request.signal?.aborted ? new ModelError('model_timeout', error) : toModelError(error);
    }
  }

  /** A service that obeys a page must not hand the key on. */
  private withoutKey(text: string): string {
    return withoutSecret(text, this.options.apiKey);
  }

  private async collect(response: Response, onDelta: OnDelta | null): Promise<ChatReply> {
    let reply = NOTHING_YET;
    const secrets = new SecretFilter(this.options.apiKey);
    const thoughts = new ThoughtFilter();
    const pass = (piece: string): void => {
      const delta = thoughts.push(piece);
      if (delta !== '') onDelta?.(delta);
    };
    const chunks: AsyncIterable<unknown> = Stream.fromSSEResponse(
      response,
      new AbortController(),
      this.client,
    );
    for await (const chunk of chunks) {
      const before = reply.text?.length ?? 0;
      reply = addChunk(reply, chunk);
      pass(secrets.push(reply.text?.slice(before) ?? ''));
    }
    pass(secrets.flush());
    const rest = thoughts.flush();
    if (rest !== '') onDelta?.(rest);
    return reply;
  }
}

function bodyOf(
  { model, messages, maxOutputTokens, format }: ModelRequest,
  isStreamed: boolean,
): OpenAI.ChatCompletionCreateParams {
  return {
    model,
    messages: [...messages],
    max_completion_tokens: maxOutputTokens,
    ...(format ? { response_format: { type: 'json_schema', json_schema: { ...format, strict: true } } } : {}),
    ...(isStreamed ? { stream: true, stream_options: { include_usage: true } } : {}),
  };
}

async function inputTokens({ model, messages, format }: ModelRequest): Promise<number> {
  const counter = await tokenCounterFor(model);
  const texts = [...messages.map(({ content }) => content), ...(format ? [JSON.stringify(format)] : [])];
  return texts.reduce((sum, text) => sum + counter.atMost(text) + TOKENS_AROUND, TOKENS_AROUND);
}

/** Whether a service answered that it does not understand the request, as those do that know no format. */
function isUnknownField(error: unknown): boolean {
  const cause = error instanceof ModelError ? error.cause : undefined;
  return cause instanceof APIError && (cause.status === 400 || cause.status === 422);
}

function toModelError(error: unknown): unknown {
  const outbound = [error, error instanceof Error ? error.cause : undefined].find(
    (cause) => cause instanceof OutboundError,
  );
  if (outbound) return new ModelError(FAILURES[outbound.code] ?? 'model_unreachable', error);
  if (error instanceof SyntaxError) return new ModelError('model_garbage', error);
  const status: unknown = error instanceof APIError ? error.status : undefined;
  if (status === 401 || status === 403) return new ModelError('model_refused_key', error);
  if (status === 429) return new ModelError('model_busy', error);
  return new ModelError('model_failed', error);
}
