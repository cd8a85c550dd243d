import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { HttpClient } from '../../../src/platform/http-client/http-client.js';
import type {
  OutboundCall,
  OutboundRequest,
  OutboundStream,
} from '../../../src/platform/http-client/http-client.contract.js';
import { PagesServer } from '../../providers/pages-server.js';
import { hang, huge, redirect, reply, stall, trickle } from '../../providers/replies.js';

describe('a streamed answer', () => {
  let site: PagesServer;
  let calls: OutboundCall[];
  let over: (call: OutboundCall) => void;
  let client: HttpClient;
  const open = (more: Partial<OutboundRequest> = {}): Promise<OutboundStream> =>
    client.stream({ url: `${site.url}/`, deadlineMs: 10_000, maxBytes: 100_000, trusted: true, ...more });
  const read = async ({ body }: OutboundStream): Promise<string> => {
    const pieces: Buffer[] = [];
    for await (const piece of body) pieces.push(piece);
    return Buffer.concat(pieces).toString();
  };

  beforeEach(async () => {
    site = await new PagesServer().start();
    calls = [];
    over = () => undefined;
    client = new HttpClient({
      observe: (call) => {
        calls.push(call);
        over(call);
      },
    });
  });

  afterEach(async () => {
    await client.onApplicationShutdown();
    await site.close();
  });

  it('comes piece by piece: the first is read before the second is sent', async () => {
    let sender: ServerResponse | undefined;
    site.page('/', (_request, response) => {
      sender = response;
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write('one');
    });

    const { status, headers, url, body } = await open();
    const pieces = body[Symbol.asyncIterator]();
    const first: IteratorResult<Buffer> = await pieces.next();
    sender?.end('two');
    const second: IteratorResult<Buffer> = await pieces.next();

    expect({ status, type: headers['content-type'], url }).toEqual({
      status: 200,
      type: 'text/event-stream',
      url: `${site.url}/`,
    });
    expect([first, second].map(({ value }) => String(value))).toEqual(['one', 'two']);
  });

  it('is reported when it is over, with all that came', async () => {
    site.page('/', reply(200, 'all of it'));

    const stream = await open();
    expect(calls).toEqual([]);
    const reported = new Promise<OutboundCall>((resolve) => (over = resolve));
    await read(stream);

    expect(await reported).toMatchObject({ status: 200, bytes: 9, error: null });
  });

  it('asks for text that is not packed, and unpacks it if it is', async () => {
    site.page('/', reply(200, gzipSync('unpacked'), { 'content-encoding': 'gzip' }));

    expect(await read(await open())).toBe('unpacked');
    expect(site.requests[0]?.headers['accept-encoding']).toBe('identity');
  });

  it.each([
    ['is cut off in its archive', gzipSync('text').subarray(0, 15), 'gzip'],
    ['is packed in a way that nobody asked for', Buffer.from('text'), 'zstd'],
  ])('that %s ends as invalid', async (_case, body, encoding) => {
    site.page('/', reply(200, body, { 'content-encoding': encoding }));

    await expect(read(await open())).rejects.toMatchObject({ code: 'upstream_invalid' });
  });

  it('follows redirects and keeps the guard', async () => {
    site.page('/', redirect('/b'));
    site.page('/b', reply(200, 'b'));

    expect(await read(await open())).toBe('b');
    await expect(open({ trusted: false })).rejects.toMatchObject({ code: 'upstream_refused' });
  });

  it.each([
    ['stops', stall(), { deadlineMs: 100 }, 'upstream_timeout'],
    ['drips for ever', trickle(), { deadlineMs: 100 }, 'upstream_timeout'],
    ['falls silent', stall(), { readTimeoutMs: 50 }, 'upstream_timeout'],
    ['grows too large', huge(5_000_000), {}, 'upstream_too_large'],
  ])('ends with an error where the body %s', async (_case, behaviour, more, code) => {
    site.page('/', behaviour);
    const reported = new Promise<OutboundCall>((resolve) => (over = resolve));

    await expect(read(await open(more))).rejects.toMatchObject({ code });

    expect(await reported).toMatchObject({ error: code });
  });

  it('ends with an error where the other side breaks off', async () => {
    site.page('/', (_request, response) => {
      response.writeHead(200).write('part', () => response.socket?.resetAndDestroy());
    });

    await expect(open().then(read)).rejects.toMatchObject({ code: 'upstream_unreachable' });
  });

  it('does not begin where the other side never answers', async () => {
    site.page('/', hang());

    await expect(open({ deadlineMs: 80 })).rejects.toMatchObject({ code: 'upstream_timeout' });
  });

  it('ends when its caller gives up', async () => {
    const caller = new AbortController();
    site.page('/', stall());

    const stream = await open({ signal: caller.signal });
    caller.abort();

    await expect(read(stream)).rejects.toMatchObject({ code: 'upstream_cancelled' });
  });

  it('is closed by a reader who leaves early', async () => {
    const closed = new Promise<void>((resolve) => {
      site.page('/', (request, response) => {
        response.on('close', resolve);
        trickle()(request, response);
      });
    });
    const reported = new Promise<OutboundCall>((resolve) => (over = resolve));

    const { body } = await open();
    for await (const piece of body) if (piece.length > 0) break;

    await closed;
    expect(await reported).toMatchObject({ error: 'upstream_cancelled' });
  });

  it('that nobody reads is over at its deadline', async () => {
    site.page('/', stall());
    const reported = new Promise<OutboundCall>((resolve) => (over = resolve));

    await open({ deadlineMs: 80 });

    expect(await reported).toMatchObject({ error: 'upstream_timeout' });
  });
});
