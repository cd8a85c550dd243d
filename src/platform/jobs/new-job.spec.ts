import { describe, expect, it } from '@jest/globals';
import { withRequestContext } from '../logging/request-context.js';
import { Job, type JobHandler } from './job.js';
import { newJob } from './new-job.js';

@Job({ name: 'test.new', queue: 'ai', attempts: 1, backoffMs: 1, timeoutMs: 1 })
class TestedJob implements JobHandler<object> {
  perform(): Promise<void> {
    return Promise.resolve();
  }
}

class UndecoratedJob extends TestedJob {}

describe('a new job', () => {
  it('has what the queue needs, and the request id of who enqueues it', () => {
    const job = withRequestContext('request-1', () =>
      newJob(TestedJob, { id: 7 }, { dedupe: 'key', delayMs: 10.4 }),
    );

    expect(job).toMatchObject({
      queue: 'ai',
      name: 'test.new',
      payload: '{"id":7}',
      requestId: 'request-1',
      dedupe: 'key',
      delayMs: 10,
    });
  });

  it('has no key, no request and no delay unless it is given one', () => {
    expect(newJob(TestedJob, {}, {})).toMatchObject({ requestId: null, dedupe: null, delayMs: 0 });
    expect(newJob(TestedJob, {}, { delayMs: -5 }).delayMs).toBe(0);
  });

  it.each([
    { fault: 'a list', payload: [1], message: 'the payload of test.new must be an object' },
    { fault: 'a date', payload: new Date(0), message: 'the payload of test.new must be an object' },
    { fault: 'a text', payload: { text: 'x'.repeat(16_384) }, message: 'give it ids instead' },
  ])('refuses $fault as a payload', ({ payload, message }) => {
    expect(() => newJob(TestedJob, payload, {})).toThrow(message);
  });

  it('refuses a class that is no job', () => {
    expect(() => newJob(UndecoratedJob, {}, {})).toThrow('UndecoratedJob has no @Job()');
  });
});
