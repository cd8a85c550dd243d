import { describe, expect, it } from '@jest/globals';
import { rulesIn } from './robots-file.js';

const HOUR_MS = 3_600_000;

describe('rulesIn', () => {
  it.each([
    ['is not said', undefined, HOUR_MS],
    ['is short', 'public, max-age=60', HOUR_MS],
    ['is some hours', 'max-age=18000', 5 * HOUR_MS],
    ['is a month', 'max-age=2592000', 24 * HOUR_MS],
    ['is nonsense', 'max-age=soon', HOUR_MS],
  ])('holds from an hour to a day where the lifetime %s', (_case, cacheControl, expected) => {
    expect(rulesIn('https://a.example/robots.txt', '', cacheControl).lifetimeMs).toBe(expected);
  });

  it('gives up on patterns that are made to be matched for ever', () => {
    const rules = rulesIn(
      'https://a.example/robots.txt',
      `User-agent: *\n${`Disallow: /${'*a'.repeat(40)}b\n`.repeat(5_000)}`,
      undefined,
    );

    expect(() => rules.allows(`https://a.example/${'a'.repeat(4_000)}`)).toThrow(
      expect.objectContaining({ code: 'page_rules_unavailable' }),
    );
  });
});
