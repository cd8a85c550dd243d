import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import robotsParser from 'robots-parser';
import { BOT_TOKEN } from '../user-agent.js';
import { rulesForUs } from './rules-for-us.js';

const ADDRESS = 'https://a.example/robots.txt';
const parse = robotsParser as unknown as (
  address: string,
  text: string,
) => { isAllowed(url: string, agent: string): boolean | undefined };
const MANY = 15_000;

describe('rulesForUs', () => {
  it('keeps what is said to everybody and to us', () => {
    const text = [
      'User-Agent: OtherBot # and its friends',
      'User-agent: *',
      'Disallow: /a # of all',
      'Sitemap: https://a.example/map.xml',
      'Nonsense',
      '',
      'User-agent: OtherBot',
      'Disallow: /b',
      'user-agent: brainboardbot/2.0',
      'allow: /c',
    ].join('\r\n');

    expect(rulesForUs(text)).toBe('User-agent: *\ndisallow: /a\nUser-agent: brainboardbot\nallow: /c\n');
  });

  it('means the same as the whole file', () => {
    const field = fc.constantFrom(
      ...[
        'User-agent',
        'user-agent ',
        'Disallow',
        ' ALLOW',
        'Allow',
        'Crawl-delay',
        'Sitemap',
        'Host',
        'X',
        '',
      ],
    );
    const value = fc.constantFrom(
      ...[
        '*',
        '* ',
        BOT_TOKEN,
        'brainboardbot/1.0',
        'Other',
        '',
        '/',
        '/a',
        '/a/b',
        '/*b$',
        '2',
        ' /a#b',
        '# /',
      ],
    );
    const line = fc.oneof(
      fc.tuple(field, value).map(([name, said]) => `${name}: ${said}`),
      fc.constantFrom('', '# : /', 'Disallow', ': /a', 'User-agent: *', `User-agent: ${BOT_TOKEN}`),
    );
    const file = fc
      .tuple(fc.array(line, { maxLength: 14 }), fc.constantFrom('\n', '\r\n', '\r'))
      .map(([lines, end]) => lines.join(end));

    fc.assert(
      fc.property(file, fc.constantFrom('/', '/a', '/a/b', '/c'), (text, path) => {
        const answer = (said: string): boolean =>
          parse(ADDRESS, said).isAllowed(`https://a.example${path}`, BOT_TOKEN) !== false;

        expect(answer(rulesForUs(text))).toBe(answer(text));
      }),
      { numRuns: 1_000 },
    );
  });

  it('names nobody twice, however many a file names', () => {
    const names = Array.from(
      { length: MANY },
      (_, i) => `User-agent: a${i % 7 === 0 ? '' : i}\nUser-agent: *\n`,
    );
    const text = `${names.join('')}${'Disallow: /a\n'.repeat(MANY)}`;

    expect(rulesForUs(text)).toBe(`User-agent: *\n${'disallow: /a\n'.repeat(MANY)}`);
  });
});
