import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createServer } from 'node:net';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { HttpClient } from '../../../src/platform/http-client/http-client.js';
import type {
  OutboundCall,
  OutboundRequest,
} from '../../../src/platform/http-client/http-client.contract.js';
import { PagesServer } from '../../providers/pages-server.js';
import { hang, huge, redirect, reply, reset, stall, trickle } from '../../providers/replies.js';

describe('HttpClient', () => {
  let site: PagesServer;
  let calls: OutboundCall[];
  let client: HttpClient;
  const get = (path: string, more: Partial<OutboundRequest> = {}) =>
    client.request({
      url: `${site.url}${path}`,
      deadlineMs: 10_000,
      maxBytes: 100_000,
      trusted: true,
      ...more,
    });

  beforeEach(async () => {
    site = await new PagesServer().start();
    calls = [];
    client = new HttpClient({ requestId: () => 'req-7', observe: (call) => calls.push(call) });
  });

  afterEach(async () => {
    await client.onApplicationShutdown();
    await site.close();
  });

  it('gives status, headers and body of the answer, whatever the status is', async () => {
    site.page(
      '/',
      reply(418, 'short and stout', { 'content-type': 'text/plain', 'set-cookie': ['a=1', 'b=2'] }),
    );

    const response = await get('/?q=1');

    expect(response).toMatchObject({ status: 418, url: `${site.url}/?q=1` });
    expect(response.headers).toMatchObject({ 'content-type': 'text/plain', 'set-cookie': 'a=1, b=2' });
    expect(response.body.toString()).toBe('short and stout');
  });

  it('sends method, headers and body, and the id of the request it works for', async () => {
    site.page('/', reply(200));

    await get('/', {
      method: 'POST',
      body: '{"a":1}',
      headers: { 'Content-Type': 'application/json', 'User-Agent': 'x' },
    });

    expect(site.requests).toEqual([
      expect.objectContaining({
        method: 'POST',
        body: '{"a":1}',
        headers: expect.objectContaining({
          'content-type': 'application/json',
          'user-agent': 'x',
          'x-request-id': 'req-7',
        }) as unknown,
      }),
    ]);
  });

  it('sends no request id outside of a request', async () => {
    site.page('/', reply(200));
    client = new HttpClient({ requestId: () => undefined });

    await get('/');

    expect(site.requests[0]?.headers).not.toHaveProperty('x-request-id');
  });

  it('tells of each call without its path', async () => {
    site.page('/', reply(200, 'four'));
    site.page('/broken', reset());

    await get('/');
    await expect(get('/broken')).rejects.toThrow();
    await expect(get('', { url: 'nonsense' })).rejects.toThrow();

    const host = new URL(site.url).host;
    const call = { method: 'GET', host, provider: null, retries: 0, tookMs: expect.any(Number) };
    expect(calls).toEqual([
      { ...call, status: 200, error: null, bytes: 4 },
      { ...call, status: null, error: 'upstream_unreachable', bytes: 0 },
      { ...call, host: '', status: null, error: 'upstream_refused', bytes: 0 },
    ]);
  });

  it('does not hide a mistake of ours behind an upstream error', async () => {
    await expect(get('/', { headers: { 'x-bad': 'line\nbreak' } })).rejects.not.toHaveProperty('kind');
    expect(calls[0]?.error).toBe('internal');
  });

  describe('time', () => {
    it.each([
      ['the other side never answers', hang()],
      ['the body stops', stall()],
      ['the body never ends', trickle()],
    ])('ends at the deadline when %s', async (_case, behaviour) => {
      site.page('/', behaviour);

      await expect(get('/', { deadlineMs: 80 })).rejects.toMatchObject({ code: 'upstream_timeout' });
    });

    it('counts all redirects against one deadline', async () => {
      site.page('/a', (request, response) => {
        setTimeout(redirect('/a'), 40, request, response);
      });

      await expect(get('/a', { deadlineMs: 100 })).rejects.toMatchObject({ code: 'upstream_timeout' });
      expect(site.requests.length).toBeLessThan(6);
    });

    it.each([
      ['before an answer', hang()],
      ['within an answer', stall()],
    ])('gives up after a long silence %s', async (_case, behaviour) => {
      site.page('/', behaviour);

      await expect(get('/', { readTimeoutMs: 50 })).rejects.toMatchObject({ code: 'upstream_timeout' });
    });

    it('ends at the deadline while a name is still looked up', async () => {
      client = new HttpClient({ resolve: () => new Promise(() => undefined) });

      const request = get('/', {
        url: 'http://slow.example/',
        trusted: false,
        deadlineMs: 50,
        connectTimeoutMs: 60_000,
      });

      await expect(request).rejects.toMatchObject({ code: 'upstream_timeout' });
    });

    it('gives up a connection that does not come about, well before the deadline', async () => {
      client = new HttpClient({ resolve: () => new Promise(() => undefined) });

      const request = get('/', {
        url: 'http://slow.example/',
        trusted: false,
        deadlineMs: 60_000,
        connectTimeoutMs: 50,
      });

      await expect(request).rejects.toMatchObject({ code: 'upstream_timeout' });
    });

    it('ends when its caller gives up', async () => {
      const caller = new AbortController();
      site.page('/', () => {
        caller.abort();
      });

      await expect(get('/', { signal: caller.signal })).rejects.toMatchObject({ code: 'upstream_cancelled' });
    });

    it('does not even begin for a caller that has given up', async () => {
      await expect(get('/', { signal: AbortSignal.abort() })).rejects.toMatchObject({
        code: 'upstream_cancelled',
      });
      expect(site.requests).toEqual([]);
    });
  });

  describe('failures', () => {
    it('says that a connection was broken off', async () => {
      site.page('/', reset());

      await expect(get('/')).rejects.toMatchObject({ code: 'upstream_unreachable', kind: 'upstream' });
    });

    it('says that nobody listens', async () => {
      const gone = await new PagesServer().start();
      const url = gone.url;
      await gone.close();

      await expect(get('/', { url })).rejects.toMatchObject({ code: 'upstream_unreachable' });
    });

    it('says that the answer is not HTTP', async () => {
      const odd = createServer((socket) => socket.resume().end('SSH-2.0-OpenSSH\r\n\r\n'));
      await new Promise<void>((resolve) => odd.listen(0, '127.0.0.1', resolve));
      const { port } = odd.address() as { port: number };

      await expect(get('/', { url: `http://127.0.0.1:${port}/` })).rejects.toMatchObject({
        code: 'upstream_invalid',
      });

      await new Promise((resolve) => odd.close(resolve));
    });
  });

  describe('size', () => {
    it('reads a body that just fits', async () => {
      site.page('/', reply(200, 'x'.repeat(1000)));

      await expect(get('/', { maxBytes: 1000 })).resolves.toMatchObject({ status: 200 });
    });

    it('stops reading where the body gets too large', async () => {
      site.page('/', huge(500_000_000));

      await expect(get('/')).rejects.toMatchObject({ code: 'upstream_too_large' });
    });

    it.each([
      ['gzip', gzipSync],
      ['x-gzip', gzipSync],
      ['br', brotliCompressSync],
    ])('unpacks %s', async (encoding, compress) => {
      site.page('/', reply(200, compress(Buffer.from('unpacked')), { 'content-encoding': encoding }));

      const response = await get('/');

      expect(response.body.toString()).toBe('unpacked');
    });

    it('stops unpacking where the text gets too large', async () => {
      const bomb = gzipSync(Buffer.alloc(50_000_000));
      site.page('/', reply(200, bomb, { 'content-encoding': 'gzip' }));

      await expect(get('/')).rejects.toMatchObject({ code: 'upstream_too_large' });
    });

    it.each([
      ['a broken archive', 'gzip', gzipSync(Buffer.from('text')).subarray(0, 15)],
      ['no archive at all', 'br', Buffer.from('<html>')],
      ['an encoding that nobody asked for', 'zstd', Buffer.from('text')],
    ])('says that it can’t unpack %s', async (_case, encoding, body) => {
      site.page('/', reply(200, body, { 'content-encoding': encoding }));

      await expect(get('/')).rejects.toMatchObject({ code: 'upstream_invalid' });
    });

    it('takes an empty body for what it is, whatever its encoding', async () => {
      site.page('/', reply(200, '', { 'content-encoding': 'gzip' }));

      const response = await get('/');

      expect(response.body.length).toBe(0);
    });
  });

  describe('redirects', () => {
    it('follows them and says where the answer came from', async () => {
      site.page('/a', redirect('/b', 301));
      site.page('/b', redirect('c', 308));
      site.page('/c', reply(200, 'here'));

      const response = await get('/a');

      expect(response.url).toBe(`${site.url}/c`);
      expect(response.body.toString()).toBe('here');
    });

    it('stops after five', async () => {
      site.page('/', redirect('/'));

      await expect(get('/')).rejects.toMatchObject({ code: 'upstream_redirects' });
      expect(site.requests.length).toBe(6);
    });

    it('takes a key to no other host', async () => {
      const other = await new PagesServer().start();
      other.page('/', reply(200));
      site.page('/', redirect(`${other.url}/`));

      await get('/', { headers: { 'X-API-KEY': 'secret', accept: 'text/html' } });

      expect(other.requests[0]?.headers).toMatchObject({ accept: 'text/html' });
      expect(other.requests[0]?.headers).not.toHaveProperty('x-api-key');
      await other.close();
    });
  });
});
