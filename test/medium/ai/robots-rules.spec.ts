import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { RobotsRules } from '../../../src/modules/ai/reading/robots/robots-rules.js';
import type { HttpClient } from '../../../src/platform/http-client/http-client.js';
import { PagesServer } from '../../providers/pages-server.js';
import type { Reply } from '../../providers/provider-server.js';
import { hang, huge, redirect, reply, reset } from '../../providers/replies.js';
import { testHttpClient } from './research-kit.js';

const NOTHING = 'User-agent: *\nDisallow: /';

describe('RobotsRules', () => {
  let http: HttpClient;
  let site: PagesServer;
  let robots: RobotsRules;

  beforeEach(async () => {
    http = testHttpClient();
    site = await new PagesServer().start();
    robots = new RobotsRules(http);
  });

  afterEach(async () => {
    await http.onApplicationShutdown();
    await site.close();
  });

  const says = (answer: string | Reply): void => {
    site.page('/robots.txt', typeof answer === 'string' ? reply(200, answer) : answer);
  };
  const ask = (path: string, deadlineMs = 10_000, signal?: AbortSignal): Promise<void> =>
    robots.requireAllowed(`${site.url}${path}`, deadlineMs, signal);
  const isAllowed = (path: string): Promise<boolean> =>
    ask(path).then(
      () => true,
      () => false,
    );

  it.each([
    ['everybody', 'User-agent: *\nDisallow: /a', '/a/b', false],
    ['others only', 'User-agent: OtherBot\nDisallow: /', '/a', true],
    ['us, in any case of letters', 'user-agent: brainboardbot\ndisallow: /a', '/a', false],
    [
      'us, where others are allowed',
      'User-agent: *\nAllow: /\n\nUser-agent: BrainboardBot\nDisallow: /',
      '/a',
      false,
    ],
    ['others, where we are allowed', `${NOTHING}\n\nUser-agent: BrainboardBot\nAllow: /`, '/a', true],
    ['all but a longer match', 'User-agent: *\nDisallow: /a\nAllow: /a/open', '/a/open/1', true],
    ['a pattern', 'User-agent: *\nDisallow: /*.php$', '/x/y.php', false],
    ['a pattern that ends', 'User-agent: *\nDisallow: /*.php$', '/x/y.php?z', true],
    ['nothing by an empty rule', 'User-agent: *\nDisallow:', '/a', true],
    ['nothing, being a page', '<html><body>Welcome!</body></html>', '/a', true],
    ['everybody, after a byte order mark', `\uFEFF${NOTHING}`, '/a', false],
  ])('obeys a file that forbids %s', async (_case, text, path, expected) => {
    says(text);

    expect(await isAllowed(path)).toBe(expected);
  });

  it.each<[string, Reply, boolean]>([
    ['has none', reply(404), true],
    ['refuses it', reply(403), true],
    ['redirects for ever', redirect('/robots.txt'), true],
    ['leads to a forbidden address', redirect('http://169.254.169.254/'), true],
    ['is out of order', reply(503), false],
    ['has too many requests', reply(429), false],
    ['breaks off', reset(), false],
    ['sends megabytes without a rule', huge(3_000_000), true],
  ])('goes by the standard where a site %s', async (_case, answer, expected) => {
    says(answer);

    expect(await isAllowed('/a')).toBe(expected);
  });

  it('obeys the beginning of a file that is too long', async () => {
    says(reply(200, `${NOTHING}\n${'# and so on\n'.repeat(200_000)}`));

    await expect(ask('/a')).rejects.toMatchObject({ code: 'page_disallowed' });
  });

  it('follows redirects to the file', async () => {
    site.page('/elsewhere.txt', reply(200, NOTHING));
    says(redirect('/elsewhere.txt', 301));

    await expect(ask('/a')).rejects.toMatchObject({ code: 'page_disallowed' });
  });

  it('waits no longer than there is time', async () => {
    says(hang());

    await expect(ask('/a', 50)).rejects.toMatchObject({ code: 'page_rules_unavailable' });
  });

  it('gives up when its caller does, and still gives others the answer', async () => {
    const [hasAsked, mayAnswer] = [new AbortController(), new AbortController()];
    says((_request, response) => {
      hasAsked.abort();
      mayAnswer.signal.addEventListener('abort', () => response.end('User-agent: *\nDisallow: /b'));
    });
    const hasGivenUp = new AbortController();
    const [hasty, patient] = [ask('/a', 60_000, hasGivenUp.signal), isAllowed('/b')];
    if (!hasAsked.signal.aborted) await once(hasAsked.signal, 'abort');

    hasGivenUp.abort();
    await expect(hasty).rejects.toMatchObject({ code: 'page_given_up' });
    mayAnswer.abort();

    expect(await patient).toBe(false);
    expect(site.requests).toHaveLength(1);
  });

  it('asks a site once for all its pages, and says who asks', async () => {
    says('User-agent: *\nDisallow: /b');

    const answers = await Promise.all(['/a', '/b', '/c', '/d'].map(isAllowed));
    answers.push(await isAllowed('/b/2'));

    expect(answers).toEqual([true, false, true, true, false]);
    expect(site.requests).toHaveLength(1);
    expect(site.requests[0]?.headers['user-agent']).toMatch(/BrainboardBot\/\d/);
  });

  it('does not ask a site again at once that failed', async () => {
    says(reply(500));
    await expect(ask('/a')).rejects.toMatchObject({ code: 'page_rules_unavailable' });
    says('');

    await expect(ask('/a')).rejects.toMatchObject({ code: 'page_rules_unavailable' });

    expect(site.requests).toHaveLength(1);
  });
});
