import { describe, expect, it } from '@jest/globals';
import { queryTermsOf, termsOf } from './terms.js';

describe('termsOf', () => {
  it.each([
    'configure configures configured configuring configuration configurations',
    'feed feeds feeding feedings feeder',
    'run runs running runner',
    'query queries queried',
    'cache caches caching cached',
    'box boxes',
    'match matches matched matching',
    'measure measurement measurements measured',
    'dark darkness',
    'quick quickly',
  ])('brings the forms of a word together: %s', (forms) => {
    expect(new Set(termsOf(forms)).size).toBe(1);
  });

  it.each(['class bus analysis', 'thing think', 'sing string'])(
    'keeps different words apart: %s',
    (words) => {
      expect(new Set(termsOf(words)).size).toBe(words.split(' ').length);
    },
  );

  it('leaves out small words, and folds case and accents', () => {
    expect(termsOf('The CAFÉ is in the café')).toEqual(termsOf('cafe cafe'));
  });

  it('keeps numbers and names as they are', () => {
    expect(termsOf('IPv6 in 2024 by ss')).toEqual(['ipv6', '2024', 'ss']);
  });

  it('takes pairs of letters for words where a script has no spaces', () => {
    expect(termsOf('東京都')).toEqual(['東京', '京都']);
    expect(termsOf('水')).toEqual(['水']);
  });
});

describe('queryTermsOf', () => {
  it('gives each term once', () => {
    expect(queryTermsOf('feeding the feed')).toEqual(['feed']);
  });

  it('falls back to the small words where there are no others', () => {
    expect(queryTermsOf('what is it')).toEqual(['what', 'is', 'it']);
  });
});
