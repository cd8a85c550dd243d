import { OutboundError, transportCode } from '../../../platform/http-client/http-client.errors.js';
import type { CallUsage } from './metering.contract.js';

const MOST_CAUSES = 8;
const NEVER_CONNECTED =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT)$/;
const NEVER_SENT = ['upstream_refused', 'upstream_unavailable', 'upstream_overloaded'];

/** What a failed call used, as far as is known. */
export interface FailureUsage {
  readonly usage: CallUsage;
  readonly isEstimated: boolean;
}

/**
 * What a failed call used: what the error says in a field `usage`, for an answer of no use is counted all the same; the
 * worst case where a call was sent and its answer cut off, for the provider may have counted it; null, nothing, where it
 * never arrived or was refused.
 */
export function usageOfFailure(error: unknown, worstCase: CallUsage): FailureUsage | null {
  const causes = causesOf(error);
  for (const cause of causes)
    if ('usage' in cause && isUsage(cause.usage)) return { usage: cause.usage, isEstimated: false };
  return wasCutOff(causes) ? { usage: worstCase, isEstimated: true } : null;
}

// By their shape, for what the platform throws (DOMException) need not be an Error of this realm.
function causesOf(error: unknown): object[] {
  const causes: object[] = [];
  let at = error;
  while (typeof at === 'object' && at !== null && causes.length < MOST_CAUSES) {
    causes.push(at);
    at = 'cause' in at ? at.cause : null;
  }
  return causes;
}

function isUsage(usage: unknown): usage is CallUsage {
  return (
    typeof usage === 'object' &&
    usage !== null &&
    'inputTokens' in usage &&
    'outputTokens' in usage &&
    Number.isSafeInteger(usage.inputTokens) &&
    Number.isSafeInteger(usage.outputTokens)
  );
}

function wasCutOff(causes: readonly object[]): boolean {
  if (causes.some((cause) => NEVER_CONNECTED.test(transportCode(cause) ?? ''))) return false;
  const outbound = causes.find((cause) => cause instanceof OutboundError);
  if (outbound) return !NEVER_SENT.includes(outbound.code);
  return causes.some(
    (cause) => 'name' in cause && (cause.name === 'AbortError' || cause.name === 'TimeoutError'),
  );
}
