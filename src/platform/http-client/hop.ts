import { OutboundError } from './http-client.errors.js';
import type { OutboundRequest } from './http-client.contract.js';

/** One request on the way through redirects. */
export interface Hop {
  readonly url: URL;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | null;
  readonly trusted: boolean;
}

const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const SAFE_ELSEWHERE = new Set(['accept', 'accept-language', 'user-agent', 'x-request-id']);

/** The call's first request. */
export function firstHop(request: OutboundRequest, headers: Readonly<Record<string, string>>): Hop {
  return {
    url: parseUrl(request.url),
    method: request.method ?? 'GET',
    headers,
    body: request.body ?? null,
    trusted: request.trusted,
  };
}

/** The request that an answer sends us to, as browsers do it; null if the answer is no redirect. */
export function nextHop(hop: Hop, status: number, location: string | undefined): Hop | null {
  if (!REDIRECTS.has(status) || location === undefined) return null;
  const url = parseUrl(location, hop.url);
  const toGet =
    (status === 303 && hop.method !== 'HEAD') ||
    ((status === 301 || status === 302) && hop.method === 'POST');
  const headers = Object.entries(hop.headers).filter(([name]) => mayTravel(name, hop.url, url, toGet));
  return {
    url,
    method: toGet ? 'GET' : hop.method,
    headers: Object.fromEntries(headers),
    body: toGet ? null : hop.body,
    // Trust belongs to the host that was configured, not to where it sends us.
    trusted: hop.trusted && url.hostname === hop.url.hostname,
  };
}

function mayTravel(name: string, from: URL, to: URL, toGet: boolean): boolean {
  if (toGet && name.startsWith('content-')) return false;
  // Any other header may be a key, and a key is for the origin that it was made for.
  return from.origin === to.origin || SAFE_ELSEWHERE.has(name) || name.startsWith('content-');
}

function parseUrl(text: string, base?: URL): URL {
  if (!URL.canParse(text, base?.href)) throw new OutboundError('upstream_refused');
  const url = new URL(text, base);
  const isHttp = url.protocol === 'http:' || url.protocol === 'https:';
  if (!isHttp || url.username !== '' || url.password !== '') throw new OutboundError('upstream_refused');
  return url;
}
