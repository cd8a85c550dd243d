import type { HttpClient } from '../../../../platform/http-client/http-client.js';

/** The limits of one call to a model. */
export interface ModelCallLimits {
  readonly deadlineMs: number;
  readonly maxBytes: number;
}

/** A `fetch` for the model's client library that goes out through our own client, whose deadline and limits hold. */
export function fetchThrough(http: HttpClient, { deadlineMs, maxBytes }: ModelCallLimits): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const response = await http.request({
      url: request.url,
      // Chat completions are never anything else.
      method: 'POST',
      headers: Object.fromEntries(request.headers),
      body: await request.text(),
      deadlineMs,
      // A model is silent for as long as it thinks.
      readTimeoutMs: deadlineMs,
      maxBytes,
      signal: request.signal,
      trusted: true,
    });
    return new Response(new Uint8Array(response.body), {
      status: response.status,
      headers: { 'content-type': response.headers['content-type'] ?? '' },
    });
  };
}
