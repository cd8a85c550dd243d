import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type {
  OutboundCall,
  OutboundRequest,
  OutboundResponse,
} from '../../../src/platform/http-client/http-client.contract.js';
import { HttpClient, type HttpClientOptions } from '../../../src/platform/http-client/http-client.js';
import { until } from '../../acceptance/until.js';
import { PagesServer } from '../../providers/pages-server.js';
import type { Reply } from '../../providers/provider-server.js';
import { hang, html, huge, reply, reset, stall, trickle } from '../../providers/replies.js';

const BUSY = (seconds: string): Reply => reply(429, '', { 'retry-after': seconds });

describe('a provider that is called', () => {
  let site: PagesServer;
  let calls: OutboundCall[];
  let client: HttpClient;

  const make = (limits: HttpClientOptions['limits'] = {}): HttpClient =>
    new HttpClient({ limits: { retryMs: 1, ...limits }, observe: (call) => calls.push(call) });
  const ask = (more: Partial<OutboundRequest> = {}): Promise<OutboundResponse> =>
    client.request({
      url: site.url,
      deadlineMs: 10_000,
      maxBytes: 100_000,
      trusted: true,
      provider: 'someone',
      ...more,
    });
  const codeOf = async (answer: Promise<OutboundResponse>): Promise<string> =>
    answer.then(
      ({ status }) => String(status),
      (error: unknown) => String((error as { code?: unknown }).code),
    );
  const report = () => client.providers.find(({ provider }) => provider === 'someone');

  beforeEach(async () => {
    site = await new PagesServer().start();
    site.replyAlways(reply(200, 'fine'));
    calls = [];
    client = make();
  });

  afterEach(async () => {
    await client.onApplicationShutdown();
    await site.close();
  });

  describe('is sent a request again', () => {
    it.each([429, 502, 503, 504])('after %i, and the answer that comes then is given', async (status) => {
      site.replyNext(reply(status));

      expect(await codeOf(ask())).toBe('200');
      expect(calls).toMatchObject([{ status: 200, retries: 1 }]);
    });

    it('after a broken connection, at most twice', async () => {
      site.replyAlways(reset());

      expect(await codeOf(ask())).toBe('upstream_unreachable');
      expect(site.requests).toHaveLength(3);
    });

    it.each<[string, Partial<OutboundRequest>, number]>([
      ['not when it may have had an effect', { method: 'POST', body: '{}' }, 1],
      ['when its caller says that it may', { method: 'POST', body: '{}', idempotent: true }, 2],
    ])('%s', async (_case, request, times) => {
      site.replyNext(reply(503));

      await ask(request);

      expect(site.requests).toHaveLength(times);
    });

    it('not for an answer that will be the same', async () => {
      site.replyAlways(reply(500));

      expect(await codeOf(ask())).toBe('500');
      expect(site.requests).toHaveLength(1);
    });

    it('not when it wants more time than there is, whose answer is then given at once', async () => {
      site.replyAlways(BUSY('3600'));

      expect(await codeOf(ask())).toBe('429');
      expect(site.requests).toHaveLength(1);
    });

    it('not more often than the budget allows, whatever the number of calls', async () => {
      client = make({ consecutiveFailures: 1_000 });
      site.replyAlways(BUSY('0'));

      for (let i = 0; i < 5; i++) await ask();

      // Three in reserve, and one for five calls.
      expect(site.requests).toHaveLength(5 + 3 + 1);
    });

    it('not when the caller gives up while it waits', async () => {
      client = make({ retryMs: 5_000 });
      const caller = new AbortController();
      site.replyAlways(BUSY('5'));
      const answer = codeOf(ask({ signal: caller.signal }));
      await until(
        () => Promise.resolve(site.requests.length),
        (sent) => sent === 1,
      );

      caller.abort();

      expect(await answer).toBe('upstream_cancelled');
      expect(site.requests).toHaveLength(1);
    });
  });

  describe('is left alone', () => {
    it.each<[string, Reply]>([
      ['never answers', hang()],
      ['breaks connections off', reset()],
      ['trickles', trickle()],
      ['stops in the middle', stall()],
      ['is busy', BUSY('1')],
      ['fails', reply(500)],
      ['sends HTML in place of JSON', html('<h1>Welcome</h1>')],
      ['sends 10 MB', huge(10_000_000)],
    ])('when it %s, and called again when it is well', async (_case, fault) => {
      client = make({ consecutiveFailures: 2, restMs: 50 });
      site.replyAlways(fault);
      const isUsable = ({ headers }: OutboundResponse): boolean =>
        headers['content-type'] !== 'text/html; charset=utf-8';
      const request = { deadlineMs: 80, isUsable, idempotent: false };

      await codeOf(ask(request));
      await codeOf(ask(request));
      const sent = site.requests.length;

      await expect(ask(request)).rejects.toMatchObject({
        code: 'upstream_unavailable',
        retryAfter: expect.any(Number),
      });
      expect(report()?.breaker).toBe('open');
      expect(site.requests).toHaveLength(sent);

      site.replyAlways(reply(200, 'fine'));
      await until(
        () => codeOf(ask()),
        (code) => code === '200',
      );
      expect(report()).toMatchObject({ breaker: 'closed', restsForMs: 0 });
    });

    it.each<[string, HttpClientOptions['limits']]>([
      ['once is enough', {}],
      ['also where it failed too often', { consecutiveFailures: 1, restMs: 10 }],
    ])('for as long as it asks: %s', async (_case, limits) => {
      client = make(limits);
      site.replyNext(BUSY('120'));

      await ask();

      await expect(ask()).rejects.toMatchObject({ code: 'upstream_unavailable', retryAfter: 120 });
      expect(report()?.breaker).toBe('open');
      expect(site.requests).toHaveLength(1);
    });

    it('for no longer than it may, and once it is over all calls go through where it asked only', async () => {
      client = make({ longestRestMs: 20 });
      site.replyNext(BUSY('3600'));
      await ask();

      await rested();

      expect(report()?.breaker).toBe('closed');
      expect(await Promise.all([ask(), ask()].map(codeOf))).toEqual(['200', '200']);
    });

    it('not by others while a call waits for as long as it asks and is sent again', async () => {
      site.replyNext(BUSY('1'));
      const waiting = codeOf(ask());
      await until(
        () => site.requests.length,
        (sent) => sent === 1,
      );

      expect(await codeOf(ask())).toBe('200');
      expect(await waiting).toBe('200');
      expect(site.requests).toHaveLength(3);
    });

    it('by those who waited for a place when it asked for a rest', async () => {
      client = make({ concurrent: 1 });
      let answer: () => void = () => undefined;
      site.replyNext((_request, response) => {
        answer = () => response.writeHead(429, { 'retry-after': '120' }).end();
      });
      const calls = [ask(), ask()].map(codeOf);
      await until(
        () => site.requests.length,
        (sent) => sent === 1,
      );

      answer();

      expect(await Promise.all(calls)).toEqual(['429', 'upstream_unavailable']);
      expect(site.requests).toHaveLength(1);
    });

    it('until its rest is over, which shows although nobody calls', async () => {
      client = make({ consecutiveFailures: 1, restMs: 5 });
      site.replyNext(reply(500));
      await ask();

      await rested();

      expect(report()).toMatchObject({ breaker: 'half_open', restsForMs: 0 });
      expect(await codeOf(ask())).toBe('200');
      expect(report()?.breaker).toBe('closed');
    });

    it('not because of what is the caller’s own doing', async () => {
      client = make({ consecutiveFailures: 1 });

      await codeOf(ask({ signal: AbortSignal.abort() }));
      site.replyNext(reply(404));
      await codeOf(ask());

      expect(report()?.breaker).toBe('closed');
    });

    it('while one call tries, the others wait for what it finds', async () => {
      client = make({ consecutiveFailures: 1, restMs: 1 });
      site.replyNext(reply(500));
      await ask();
      let answerProbe: () => void = () => undefined;
      site.replyNext((_request, response) => {
        answerProbe = () => response.writeHead(500).end();
      });
      await rested();
      const probe = codeOf(ask());
      await until(
        () => Promise.resolve(site.requests.length),
        (sent) => sent === 2,
      );

      const others = [ask(), ask(), ask()].map(codeOf);
      expect(report()?.breaker).toBe('half_open');
      answerProbe();

      expect(await probe).toBe('500');
      expect(await Promise.all(others)).toEqual(Array.from({ length: 3 }, () => 'upstream_unavailable'));
      expect(site.requests).toHaveLength(2);
    });

    it('not again because of calls that ended while they waited for the one that tried', async () => {
      client = make({ consecutiveFailures: 1, restMs: 1 });
      site.replyNext(reply(500));
      await ask();
      let answerProbe: () => void = () => undefined;
      site.replyNext((_request, response) => {
        answerProbe = () => response.writeHead(200).end();
      });
      await rested();
      const probe = codeOf(ask());
      await until(
        () => Promise.resolve(site.requests.length),
        (sent) => sent === 2,
      );
      expect(await codeOf(ask({ deadlineMs: 20 }))).toBe('upstream_timeout');

      answerProbe();

      expect(await probe).toBe('200');
      expect(await codeOf(ask())).toBe('200');
      expect(report()?.breaker).toBe('closed');
    });

    it('still, when the caller of the one that tried gave up', async () => {
      client = make({ consecutiveFailures: 1, restMs: 1 });
      site.replyNext(reply(500));
      await ask();
      const caller = new AbortController();
      site.replyNext(() => {
        caller.abort();
      });
      await rested();

      expect(await codeOf(ask({ signal: caller.signal }))).toBe('upstream_cancelled');
      await until(
        () => Promise.resolve(report()?.breaker),
        (state) => state !== 'half_open',
      );
      expect(report()?.breaker).toBe('open');
    });

    it('without harm to another', async () => {
      client = make({ consecutiveFailures: 1 });
      site.replyNext(reply(500));
      await ask();

      expect(await codeOf(ask())).toBe('upstream_unavailable');
      expect(await codeOf(ask({ provider: 'another' }))).toBe('200');
    });
  });

  describe('has so many places', () => {
    it('that no more calls run at once, and the next wait', async () => {
      client = make({ concurrent: 2, queued: 10 });
      let running = 0;
      let most = 0;
      site.replyAlways((_request, response) => {
        most = Math.max(most, ++running);
        setTimeout(() => {
          running--;
          response.end();
        }, 5);
      });

      const codes = await Promise.all(Array.from({ length: 8 }, () => codeOf(ask())));

      expect(codes).toEqual(Array.from({ length: 8 }, () => '200'));
      expect(most).toBe(2);
    });

    it('that a call for which there is not even room to wait fails at once', async () => {
      client = make({ concurrent: 1, queued: 1 });
      site.replyAlways(hang());
      const caller = new AbortController();
      const inside = [ask({ signal: caller.signal }), ask({ signal: caller.signal })].map(codeOf);

      expect(await codeOf(ask())).toBe('upstream_overloaded');
      expect(report()).toMatchObject({ active: 1, queued: 1, breaker: 'closed' });

      caller.abort();
      expect(await Promise.all(inside)).toEqual(['upstream_cancelled', 'upstream_cancelled']);
    });

    it('that the wait counts against the deadline', async () => {
      client = make({ concurrent: 1 });
      site.replyAlways(hang());
      const caller = new AbortController();
      const first = codeOf(ask({ signal: caller.signal }));
      await until(
        () => site.requests.length,
        (count) => count === 1,
      );

      expect(await codeOf(ask({ deadlineMs: 30 }))).toBe('upstream_timeout');
      expect(site.requests).toHaveLength(1);

      caller.abort();
      await first;
    });
  });

  it('has no more time than any call may take', async () => {
    client = new HttpClient({ timeoutMs: 50 });
    site.replyAlways(hang());

    expect(await codeOf(ask({ deadlineMs: 60_000 }))).toBe('upstream_timeout');
  });

  it('is counted: calls, answers, errors, repetitions and how long they took', async () => {
    site.replyNext(reply(503), reply(200), reply(404));
    await ask();
    await ask();
    await codeOf(ask({ maxBytes: 1 }));

    expect(report()).toMatchObject({
      provider: 'someone',
      breaker: 'closed',
      calls: 3,
      retries: 1,
      statuses: { '2xx': 1, '4xx': 1 },
      errors: { upstream_too_large: 1 },
      latencyMs: { atMost: { 30000: 3 } },
    });
  });

  describe('without a name is a page', () => {
    it('that is not counted, nor left alone', async () => {
      site.replyAlways(reply(503));

      for (let i = 0; i < 12; i++) await client.request(pageRequest());

      expect(site.requests).toHaveLength(12);
      expect(client.providers).toEqual([]);
    });

    it('whose host has six places', async () => {
      let running = 0;
      let most = 0;
      site.replyAlways((_request, response) => {
        most = Math.max(most, ++running);
        setTimeout(() => {
          running--;
          response.end();
        }, 5);
      });

      await Promise.all(Array.from({ length: 20 }, () => client.request(pageRequest())));

      expect(most).toBe(6);
    });
  });

  const pageRequest = (): OutboundRequest => ({
    url: site.url,
    deadlineMs: 10_000,
    maxBytes: 1_000,
    trusted: true,
  });

  /** A breaker's rest is real time. */
  async function rested(): Promise<void> {
    await until(
      async () => {
        await sleep(2);
        return report()?.restsForMs;
      },
      (left) => left === 0,
    );
  }
});
