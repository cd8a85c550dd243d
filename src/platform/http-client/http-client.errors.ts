import { UpstreamError } from '../../common/errors/app-error.js';

const MESSAGES = {
  upstream_timeout: 'the other side did not answer in time',
  upstream_unreachable: 'the other side could not be reached',
  upstream_too_large: 'the answer is larger than what is read',
  upstream_refused: 'this address is not one that may be called',
  upstream_invalid: 'the answer could not be understood',
  upstream_redirects: 'the address redirects too often',
  upstream_cancelled: 'the call was given up before it was answered',
  upstream_overloaded: 'too many calls to the other side are waiting already',
  upstream_unavailable: 'the other side failed repeatedly or asked for a rest, and is left alone for a while',
} as const;

/** Why an outbound call has no answer. */
export type OutboundErrorCode = keyof typeof MESSAGES;

/** An outbound call failed; the message names no address and no inner error, those stay in `cause`. */
export class OutboundError extends UpstreamError {
  declare readonly code: OutboundErrorCode;

  /** @param retryAfter seconds after which the same call may succeed */
  constructor(code: OutboundErrorCode, cause?: unknown, retryAfter?: number) {
    super(code, MESSAGES[code], { cause, ...(retryAfter === undefined ? {} : { retryAfter }) });
  }
}

const OURS = /^(UND_ERR_(INVALID_ARG|NOT_SUPPORTED|INVALID_RETURN_VALUE)|ERR_INVALID_)/;
const CODES: readonly (readonly [RegExp, OutboundErrorCode])[] = [
  [/^(UND_ERR_(CONNECT|HEADERS|BODY)_TIMEOUT|ETIMEDOUT)$/, 'upstream_timeout'],
  // Whoever read a stream left before its end.
  [/^(UND_ERR_ABORTED|ABORT_ERR)$/, 'upstream_cancelled'],
  [/^(HTTPParserError|UND_ERR_HEADERS_OVERFLOW|UND_ERR_RES_CONTENT_LENGTH_MISMATCH)$/, 'upstream_invalid'],
];

/** Translates what the transport throws; a mistake of ours, such as a header that can't be sent, passes as it is. */
export function toOutboundError(error: unknown): unknown {
  if (error instanceof OutboundError) return error;
  const code = transportCode(error);
  if (code === null || OURS.test(code)) return error;
  const known = CODES.find(([pattern]) => pattern.test(code));
  return new OutboundError(known ? known[1] : 'upstream_unreachable', error);
}

/** The code that Node.js and undici put on their errors. */
export function transportCode(error: unknown): string | null {
  if (typeof error !== 'object' || error === null) return null;
  // undici's parser errors have a code only sometimes.
  if ('name' in error && error.name === 'HTTPParserError') return error.name;
  return 'code' in error && typeof error.code === 'string' ? error.code : null;
}
