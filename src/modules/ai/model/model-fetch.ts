import type { HttpClient } from '../../../platform/http-client/http-client.js';

/** The limits of one call to a model. */
export interface ModelCallLimits {
  readonly deadlineMs: number;
  readonly maxBytes: number;
}

/** A `fetch` for the model's client library that goes out through our own client, whose deadline and limits hold. */
export function fetchThrough(http: HttpClient, { deadlineMs, maxBytes }: ModelCallLimits): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const { status, headers, body } = await http.stream({
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
      provider: 'openai',
      trusted: true,
    });
    const type = headers['content-type'];
    return new Response(ReadableStream.from(body), {
      status,
      headers: type === undefined ? {} : { 'content-type': type },
    });
  };
}
