import type { ServerResponse } from 'node:http';
import { ProviderServer, type ReceivedRequest, type Reply } from './provider-server.js';
import { json } from './replies.js';

/** One result in Brave's words. */
export interface BraveResult {
  readonly title: string;
  readonly url: string;
  readonly description: string;
}

/** Speaks Brave's Web Search API: `GET /res/v1/web/search?q=…` with a subscription token. */
export class BraveServer extends ProviderServer {
  results: readonly BraveResult[] = [];

  constructor(readonly apiKey = 'brave-key') {
    super();
  }

  protected answer(request: ReceivedRequest, response: ServerResponse): void {
    const { pathname, searchParams } = new URL(request.url, this.url);
    const query = searchParams.get('q') ?? '';
    if (request.method !== 'GET' || pathname !== '/res/v1/web/search')
      braveRefusal(404, 'NOT_FOUND')(request, response);
    else if (request.headers['x-subscription-token'] !== this.apiKey)
      braveRefusal(422, 'SUBSCRIPTION_TOKEN_INVALID')(request, response);
    else if (query === '' || query.length > 400 || query.split(' ').length > 50)
      braveRefusal(422, 'VALIDATION')(request, response);
    else {
      const results = this.results.slice(0, Number(searchParams.get('count') ?? 20));
      json({ type: 'search', query: { original: query }, web: { type: 'search', results } })(
        request,
        response,
      );
    }
  }
}

/** A refusal in Brave's form: `SUBSCRIPTION_TOKEN_INVALID`, `VALIDATION`, `RATE_LIMITED` and so on. */
export function braveRefusal(status: number, code: string, headers = {}): Reply {
  return json({ type: 'ErrorResponse', error: { id: '1', status, code, detail: code } }, status, headers);
}
