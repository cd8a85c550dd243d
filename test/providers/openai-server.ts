import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { ProviderServer, type ReceivedRequest, type Reply } from './provider-server.js';
import { json } from './replies.js';

/** What a model is asked, as far as tests look at it. */
export interface ChatRequest {
  readonly model: string;
  readonly messages: readonly { readonly role: string; readonly content: string }[];
  readonly stream?: boolean;
  readonly stream_options?: { readonly include_usage?: boolean };
  readonly response_format?: object;
}

/** How a text is cut up and how long its pieces take. */
export interface StreamPace {
  readonly model?: string;
  readonly promptTokens?: number;
  readonly finishReason?: string;
  readonly pieceChars?: number;
  readonly firstAfterMs?: number;
  readonly everyMs?: number;
  readonly hasUsage?: boolean;
}

/** Speaks OpenAI's Chat Completions: `POST /v1/chat/completions` with a bearer key. */
export class OpenAiServer extends ProviderServer {
  /** What the model says; it gets the messages as they were sent. */
  says: (request: ChatRequest) => string = () => 'The pages say so [1].';
  /** How it says it to those who ask for a stream. */
  pace: StreamPace = {};

  constructor(readonly apiKey = 'model-key') {
    super();
  }

  /** The base address that clients are configured with. */
  get baseUrl(): string {
    return `${this.url}/v1`;
  }

  protected answer(request: ReceivedRequest, response: ServerResponse): void {
    const path = new URL(request.url, this.url).pathname;
    if (request.method !== 'POST' || path !== '/v1/chat/completions')
      apiError(404, 'Unknown request URL', 'invalid_request_error')(request, response);
    else if (request.headers.authorization !== `Bearer ${this.apiKey}`)
      apiError(
        401,
        `Incorrect API key provided: ${request.headers.authorization ?? ''}`,
        'invalid_request_error',
      )(request, response);
    else {
      const chat = JSON.parse(request.body) as ChatRequest;
      const facts = { model: chat.model, promptTokens: request.body.length };
      const hasUsage = chat.stream_options?.include_usage === true;
      const answer = chat.stream
        ? streamed(this.says(chat), { ...facts, hasUsage, ...this.pace })
        : completion(this.says(chat), facts);
      answer(request, response);
    }
  }
}

/** A chat completion with this text. */
export function completion(
  content: string | null,
  options: { model?: string; promptTokens?: number; finishReason?: string } = {},
): Reply {
  const { model = 'test-model', promptTokens = 100, finishReason = 'stop' } = options;
  const completionTokens = Math.ceil((content ?? '').length / 4);
  return json({
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1_767_225_600,
    model,
    choices: [
      { index: 0, message: { role: 'assistant', content, refusal: null }, finish_reason: finishReason },
    ],
    usage: {
      prompt_tokens: promptTokens,
      completion_tokens: completionTokens,
      total_tokens: promptTokens + completionTokens,
    },
  });
}

/** The same, piece by piece as server-sent events. */
export function streamed(content: string, pace: StreamPace = {}): Reply {
  const { model = 'test-model', promptTokens = 100, finishReason = 'stop', hasUsage = true } = pace;
  const { pieceChars = 12, firstAfterMs = 0, everyMs = 0 } = pace;
  const completionTokens = Math.ceil(content.length / 4);
  const chunk = (more: object): string =>
    `data: ${JSON.stringify({ id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1, model, ...more })}\n\n`;
  const play = async (response: ServerResponse): Promise<void> => {
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
    response.write(chunk({ choices: [{ index: 0, delta: { role: 'assistant', content: '' } }] }));
    await sleep(firstAfterMs);
    for (let at = 0; at < content.length; at += pieceChars) {
      if (at > 0 && everyMs > 0) await sleep(everyMs);
      const piece = content.slice(at, at + pieceChars);
      response.write(chunk({ choices: [{ index: 0, delta: { content: piece }, finish_reason: null }] }));
    }
    response.write(chunk({ choices: [{ index: 0, delta: {}, finish_reason: finishReason }] }));
    if (hasUsage)
      response.write(
        chunk({
          choices: [],
          usage: {
            prompt_tokens: promptTokens,
            completion_tokens: completionTokens,
            total_tokens: promptTokens + completionTokens,
          },
        }),
      );
    response.end('data: [DONE]\n\n');
  };
  return (_request, response) => {
    void play(response);
  };
}

/** An error in OpenAI's form. */
export function apiError(status: number, message: string, type = 'server_error', headers = {}): Reply {
  return json({ error: { message, type, param: null, code: null } }, status, headers);
}
