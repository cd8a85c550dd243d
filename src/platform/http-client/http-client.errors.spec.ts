import { describe, expect, it } from '@jest/globals';
import { OutboundError, toOutboundError } from './http-client.errors.js';

const coded = (code: unknown): Error =>
  Object.assign(new Error('connect ECONNREFUSED 10.0.0.7:5432'), { code });

describe('toOutboundError', () => {
  it.each([
    ['UND_ERR_CONNECT_TIMEOUT', 'upstream_timeout'],
    ['ETIMEDOUT', 'upstream_timeout'],
    ['UND_ERR_HEADERS_OVERFLOW', 'upstream_invalid'],
    ['ENOTFOUND', 'upstream_unreachable'],
    ['CERT_HAS_EXPIRED', 'upstream_unreachable'],
  ])('calls %s %s, and tells nothing of the inside', (code, expected) => {
    const error = toOutboundError(coded(code));

    expect(error).toBeInstanceOf(OutboundError);
    expect(error).toMatchObject({ code: expected, kind: 'upstream' });
    expect((error as Error).message).not.toMatch(/10\.0\.0\.7|ECONN/);
  });

  it.each([
    coded('ERR_INVALID_CHAR'),
    coded('UND_ERR_INVALID_ARG'),
    coded(7),
    new TypeError('a mistake'),
    'text',
  ])('leaves alone what is not the transport’s', (error) => {
    expect(toOutboundError(error)).toBe(error);
  });
});
