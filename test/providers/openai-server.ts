import type { ServerResponse } from 'node:http';
import { ProviderServer, type ReceivedRequest, type Reply } from './provider-server.js';
import { json } from './replies.js';

interface ChatRequest {
  readonly model: string;
  readonly messages: readonly { readonly role: string; readonly content: string }[];
}

/** Speaks OpenAI's Chat Completions: `POST /v1/chat/completions` with a bearer key. */
export class OpenAiServer extends ProviderServer {
  /** What the model says; it gets the messages as they were sent. */
  says: (request: ChatRequest) => string = () => 'The pages say so [1].';

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
      completion(this.says(chat), { model: chat.model, promptTokens: request.body.length })(
        request,
        response,
      );
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

/** An error in OpenAI's form. */
export function apiError(status: number, message: string, type = 'server_error', headers = {}): Reply {
  return json({ error: { message, type, param: null, code: null } }, status, headers);
}
