import type { ServerResponse } from 'node:http';
import { ProviderServer, type ReceivedRequest } from './provider-server.js';
import { json, reply } from './replies.js';

/** One result in SearXNG's words. */
export interface SearxngResult {
  readonly title: string;
  readonly url: string;
  readonly content: string;
}

/** Speaks SearXNG's search protocol: `GET /search?q=…&format=json`. */
export class SearxngServer extends ProviderServer {
  results: readonly SearxngResult[] = [];
  /** Engines behind it that did not answer, and why: `['google', 'Suspended: CAPTCHA']`. */
  unresponsive: readonly (readonly [string, string])[] = [];

  protected answer(request: ReceivedRequest, response: ServerResponse): void {
    const { pathname, searchParams } = new URL(request.url, this.url);
    const query = searchParams.get('q');
    if (pathname !== '/search' || query === null) reply(404, 'Not found')(request, response);
    // A SearXNG whose JSON format is switched off answers like this.
    else if (searchParams.get('format') !== 'json') reply(403, 'Forbidden')(request, response);
    else {
      const results = this.results.map((result, i) => ({ ...result, engine: 'test', score: 1 / (i + 1) }));
      json({
        query,
        number_of_results: 0,
        results,
        answers: [],
        corrections: [],
        infoboxes: [],
        suggestions: [],
        unresponsive_engines: this.unresponsive,
      })(request, response);
    }
  }
}
