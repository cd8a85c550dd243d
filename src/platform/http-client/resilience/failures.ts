import type { OutboundHead } from '../http-client.contract.js';
import { OutboundError, transportCode } from '../http-client.errors.js';

const TRANSIENT = new Set([429, 502, 503, 504]);
const NOT_THEIR_FAULT = new Set([
  'upstream_cancelled',
  'upstream_refused',
  'upstream_overloaded',
  'upstream_unavailable',
]);
const NEVER_CONNECTED = new Set([
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** Whether this answer shows that the provider is in trouble. */
export function isTrouble({ status }: Pick<OutboundHead, 'status'>): boolean {
  return status === 429 || status >= 500;
}

/** Whether this error shows that the provider is in trouble, and not we or the caller. */
export function isTheirFault(error: unknown): boolean {
  return error instanceof OutboundError && !NOT_THEIR_FAULT.has(error.code);
}

/** Whether the same request may well have a better answer in a moment. */
export function isTransient({ status }: Pick<OutboundHead, 'status'>): boolean {
  return TRANSIENT.has(status);
}

/** Whether the request never left, so that any method may be sent again. */
export function neverConnected(error: unknown): boolean {
  if (!(error instanceof OutboundError)) return false;
  const code = transportCode(error.cause);
  return code !== null && NEVER_CONNECTED.has(code);
}

/** Milliseconds that the other side asks us to wait; null if it does not say. A date counts from the answer's own. */
export function retryAfterMs({ headers }: Pick<OutboundHead, 'headers'>): number | null {
  const text = headers['retry-after']?.trim() ?? '';
  if (/^\d+$/.test(text)) return Number(text) * 1_000;
  const wait = Date.parse(text) - Date.parse(headers.date ?? '');
  return Number.isNaN(wait) ? null : Math.max(wait, 0);
}
