import { describe, expect, it } from '@jest/globals';
import { OutboundError } from '../../../platform/http-client/http-client.errors.js';
import { usageOfFailure } from './failure-usage.js';

const WORST = { inputTokens: 1_000, outputTokens: 200 };

const caused = (cause: unknown): Error => new Error('the model failed', { cause });
const transport = (code: string): Error => Object.assign(new Error(code), { code });

describe('what a failed call used', () => {
  it('is what the failure says, however deep', () => {
    const usage = { inputTokens: 10, outputTokens: 2 };
    const counted = Object.assign(new Error('garbage'), { usage });

    expect(usageOfFailure(caused(counted), WORST)).toEqual({ usage, isEstimated: false });
  });

  it.each([null, { inputTokens: 1 }, { inputTokens: 'many', outputTokens: 1 }, 7])(
    'is not what makes no sense: %j',
    (usage) => {
      expect(usageOfFailure(Object.assign(new Error('garbage'), { usage }), WORST)).toBeNull();
    },
  );

  it.each([
    ['a time-out', new OutboundError('upstream_timeout')],
    ['a connection that broke', new OutboundError('upstream_unreachable', transport('ECONNRESET'))],
    ['an abort', new DOMException('given up', 'AbortError')],
    ['a deadline', new DOMException('late', 'TimeoutError')],
  ])('is the worst case after %s', (_, error) => {
    expect(usageOfFailure(caused(error), WORST)).toEqual({ usage: WORST, isEstimated: true });
  });

  it.each([
    ['nobody listened', new OutboundError('upstream_unreachable', transport('ECONNREFUSED'))],
    ['connecting took too long', new OutboundError('upstream_timeout', transport('UND_ERR_CONNECT_TIMEOUT'))],
    ['it was not allowed out', new OutboundError('upstream_refused')],
    ['it was answered with an error', new Error('status 500')],
    ['what was thrown is no error', 'broken'],
  ])('is nothing where %s', (_, error) => {
    expect(usageOfFailure(error, WORST)).toBeNull();
  });
});
