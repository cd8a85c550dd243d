import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { LookupAddress } from 'node:dns';
import { HttpClient } from '../../../src/platform/http-client/http-client.js';
import type { OutboundResponse } from '../../../src/platform/http-client/http-client.contract.js';
import { PagesServer } from '../../providers/pages-server.js';
import { redirect, reply } from '../../providers/replies.js';

const PUBLIC = '127.0.0.77';
const address = (text: string): LookupAddress => ({ address: text, family: text.includes(':') ? 6 : 4 });

/** 127.0.0.77 stands for the public internet here, 127.0.0.1 and ::1 for what must not be reached. */
describe('the outbound guard', () => {
  let open: PagesServer;
  let secret: PagesServer;
  let secret6: PagesServer;
  let answers: LookupAddress[][];
  let lookUps: string[];
  let client: HttpClient;
  const fetchUrl = (url: string, trusted = false): Promise<OutboundResponse> =>
    client.request({ url, deadlineMs: 10_000, maxBytes: 10_000, trusted });

  beforeEach(async () => {
    open = await new PagesServer().start(PUBLIC);
    secret = await new PagesServer().start('127.0.0.1');
    secret6 = await new PagesServer().start('::1');
    secret.replyAlways(reply(200, 'secret'));
    secret6.replyAlways(reply(200, 'secret'));
    answers = [];
    lookUps = [];
    client = new HttpClient({
      allow: [`${PUBLIC}/32`],
      resolve: (hostname) => {
        lookUps.push(hostname);
        return Promise.resolve(answers.shift() ?? []);
      },
    });
  });

  afterEach(async () => {
    await client.onApplicationShutdown();
    await Promise.all([open, secret, secret6].map((server) => server.close()));
  });

  const spellings = (): string[] => [
    `http://127.0.0.1:${secret.port}/`,
    `http://2130706433:${secret.port}/`,
    `http://0x7f.1:${secret.port}/`,
    `http://0177.0.0.1:${secret.port}/`,
    `http://127.1:${secret.port}/`,
    `http://127.0.0.1.:${secret.port}/`,
    `http://１２７.０.０.１:${secret.port}/`,
    `http://%31%32%37.0.0.1:${secret.port}/`,
    `http://0.0.0.0:${secret.port}/`,
    `http://0:${secret.port}/`,
    `http://[::1]:${secret6.port}/`,
    `http://[0:0:0:0:0:0:0:1]:${secret6.port}/`,
    `http://[::]:${secret6.port}/`,
    `http://[::ffff:127.0.0.1]:${secret.port}/`,
    `http://[::ffff:7f00:1]:${secret.port}/`,
    `http://[::127.0.0.1]:${secret.port}/`,
    `http://[64:ff9b::7f00:1]:${secret.port}/`,
    `http://[2002:7f00:1::]:${secret.port}/`,
    'http://169.254.169.254/latest/meta-data/',
    'http://[fd00:ec2::254]/latest/meta-data/',
    `https://127.0.0.1:${secret.port}/`,
    `http://user:pass@${PUBLIC}:${open.port}/`,
    'file:///etc/passwd',
    'ftp://127.0.0.1/',
  ];

  it('refuses each spelling of a forbidden address, and no request arrives', async () => {
    for (const url of spellings())
      await expect(fetchUrl(url)).rejects.toMatchObject({ code: 'upstream_refused' });

    expect([...secret.requests, ...secret6.requests, ...open.requests]).toEqual([]);
  });

  it('refuses each of them behind a redirect from a permitted site', async () => {
    const urls = spellings();
    for (const [i, url] of urls.entries()) {
      const start = open.page(`/${i}`, redirect(encodeURI(url)));
      await expect(fetchUrl(start)).rejects.toMatchObject({ code: 'upstream_refused' });
    }

    expect(open.requests.length).toBe(urls.length);
    expect([...secret.requests, ...secret6.requests]).toEqual([]);
  });

  it('connects to the address that was checked: a name that turns private at the next look-up gains nothing', async () => {
    open.page('/', reply(200, 'public'));
    answers = [[address(PUBLIC)], [address('127.0.0.1')]];

    const first = await fetchUrl(`http://rebind.example:${open.port}/`);
    const second = fetchUrl(`http://rebind.example:${open.port}/`);

    expect(first.body.toString()).toBe('public');
    await expect(second).rejects.toMatchObject({ code: 'upstream_refused' });
    expect(lookUps).toEqual(['rebind.example', 'rebind.example']);
    expect(secret.requests).toEqual([]);
  });

  it('checks the name again at each hop of a redirect to the same host', async () => {
    open.page('/', redirect(`http://rebind.example:${secret.port}/`));
    answers = [[address(PUBLIC)], [address('127.0.0.1')]];

    await expect(fetchUrl(`http://rebind.example:${open.port}/`)).rejects.toMatchObject({
      code: 'upstream_refused',
    });
    expect(secret.requests).toEqual([]);
  });

  it.each([
    ['a private address beside a public one', [address(PUBLIC), address('127.0.0.1')]],
    ['a private address in IPv6 clothes', [address('::ffff:127.0.0.1')]],
    ['a link-local address with a zone', [address('fe80::1%lo')]],
    ['no address', []],
  ])('refuses a name with %s', async (_case, addresses) => {
    open.page('/', reply(200, 'public'));
    answers = [addresses];

    await expect(fetchUrl(`http://mixed.example:${open.port}/`)).rejects.toMatchObject({
      code: 'upstream_refused',
    });
    expect([...open.requests, ...secret.requests]).toEqual([]);
  });

  it('says that a name which can’t be resolved is not reachable', async () => {
    const failure = Object.assign(new Error('getaddrinfo ENOTFOUND gone.example'), { code: 'ENOTFOUND' });
    client = new HttpClient({ resolve: () => Promise.reject(failure) });

    await expect(fetchUrl('http://gone.example/')).rejects.toMatchObject({ code: 'upstream_unreachable' });
  });

  it('asks the system’s resolver when none is given', async () => {
    client = new HttpClient({});

    await expect(fetchUrl(`http://localhost:${secret.port}/`)).rejects.toMatchObject({
      code: 'upstream_refused',
    });
    expect(secret.requests).toEqual([]);
  });

  it('lets a configured address through, but not where it redirects to', async () => {
    const provider = secret;
    provider.replyNext(redirect(`http://[::1]:${secret6.port}/`));

    await expect(fetchUrl(provider.url, true)).rejects.toMatchObject({ code: 'upstream_refused' });
    await expect(fetchUrl(provider.url, true)).resolves.toMatchObject({ status: 200 });
    expect(secret6.requests).toEqual([]);
  });
});
