import { describe, expect, it } from '@jest/globals';
import { OutboundError } from '../http-client.errors.js';
import { isTheirFault, isTransient, isTrouble, neverConnected, retryAfterMs } from './failures.js';

describe('failures', () => {
  it.each([
    [200, false, false],
    [404, false, false],
    [429, true, true],
    [500, true, false],
    [502, true, true],
    [503, true, true],
    [504, true, true],
  ])('knows what %i says of the other side', (status, trouble, transient) => {
    expect([isTrouble({ status }), isTransient({ status })]).toEqual([trouble, transient]);
  });

  it.each(['upstream_timeout', 'upstream_unreachable', 'upstream_too_large', 'upstream_invalid'] as const)(
    'blames the other side for %s',
    (code) => {
      expect(isTheirFault(new OutboundError(code))).toBe(true);
    },
  );

  it.each(['upstream_cancelled', 'upstream_refused', 'upstream_overloaded', 'upstream_unavailable'] as const)(
    'does not blame the other side for %s',
    (code) => {
      expect(isTheirFault(new OutboundError(code))).toBe(false);
    },
  );

  it('does not blame the other side for a mistake of ours', () => {
    expect(isTheirFault(new TypeError('ours'))).toBe(false);
  });

  it.each([
    [new OutboundError('upstream_unreachable', { code: 'ECONNREFUSED' }), true],
    [new OutboundError('upstream_timeout', { code: 'UND_ERR_CONNECT_TIMEOUT' }), true],
    [new OutboundError('upstream_unreachable', { code: 'ECONNRESET' }), false],
    [new OutboundError('upstream_unreachable'), false],
    [new TypeError('ours'), false],
  ])('tells a request that never left from one that may have (%#)', (error, expected) => {
    expect(neverConnected(error)).toBe(expected);
  });

  it.each([
    [{ 'retry-after': '7' }, 7_000],
    [{ 'retry-after': ' 0 ' }, 0],
    [{ 'retry-after': 'Tue, 10 Mar 2026 12:00:30 GMT', date: 'Tue, 10 Mar 2026 12:00:00 GMT' }, 30_000],
    [{ 'retry-after': 'Tue, 10 Mar 2026 11:00:00 GMT', date: 'Tue, 10 Mar 2026 12:00:00 GMT' }, 0],
    [{ 'retry-after': 'Tue, 10 Mar 2026 12:00:30 GMT' }, null],
    [{ 'retry-after': 'soon', date: 'Tue, 10 Mar 2026 12:00:00 GMT' }, null],
    [{ 'retry-after': '-3' }, null],
    [{}, null],
  ])('reads when to come again in %j', (headers: Record<string, string>, expected) => {
    expect(retryAfterMs({ headers })).toBe(expected);
  });
});
