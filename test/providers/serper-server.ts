import type { ServerResponse } from 'node:http';
import { ProviderServer, type ReceivedRequest, type Reply } from './provider-server.js';
import { json } from './replies.js';

/** One result in Serper's words. */
export interface SerperResult {
  readonly title: string;
  readonly link: string;
  readonly snippet: string;
}

/** Speaks Serper's search protocol: `POST /search` with a key. */
export class SerperServer extends ProviderServer {
  results: readonly SerperResult[] = [];

  constructor(readonly apiKey = 'serper-key') {
    super();
  }

  protected answer(request: ReceivedRequest, response: ServerResponse): void {
    const path = new URL(request.url, this.url).pathname;
    if (request.method !== 'POST' || path !== '/search') serperRefusal(404, 'Not found')(request, response);
    else if (request.headers['x-api-key'] !== this.apiKey)
      serperRefusal(403, 'Unauthorized.')(request, response);
    else this.search(request, response);
  }

  private search(request: ReceivedRequest, response: ServerResponse): void {
    const { q, num = 10 } = JSON.parse(request.body) as { q: string; num?: number };
    const organic = this.results.slice(0, num).map((result, i) => ({ ...result, position: i + 1 }));
    json({ searchParameters: { q, num, type: 'search', engine: 'google' }, organic, credits: 1 })(
      request,
      response,
    );
  }
}

/** A refusal in Serper's form. */
export function serperRefusal(status: number, message: string): Reply {
  return json({ message, statusCode: status }, status);
}
