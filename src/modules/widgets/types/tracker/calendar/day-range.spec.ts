import { describe, expect, it } from '@jest/globals';
import { parseLocalDate } from '../../../../../common/time/local-date.js';
import type { GivenDays } from '../../../../../common/time/day-range.js';
import { rangeOf } from './day-range.js';

const TODAY = parseLocalDate('2026-03-12');

describe('rangeOf', () => {
  it.each<[string, GivenDays, string, string]>([
    ['the month of today', {}, '2026-03-01', '2026-03-31'],
    ['a month from a day on', { from: '2026-01-31' }, '2026-01-31', '2026-02-27'],
    ['the month until a day', { to: '2026-02-10' }, '2026-02-01', '2026-02-10'],
    ['the month before a day', { before: '2026-02-11' }, '2026-02-01', '2026-02-10'],
    ['the whole month before the first of one', { before: '2026-03-01' }, '2026-02-01', '2026-02-28'],
    ['one day before the next', { from: '2026-02-10', before: '2026-02-11' }, '2026-02-10', '2026-02-10'],
    ['one day', { from: '2026-02-10', to: '2026-02-10' }, '2026-02-10', '2026-02-10'],
    ['a leap year', { from: '2028-01-01', to: '2028-12-31' }, '2028-01-01', '2028-12-31'],
  ])('is %s', (_, given, from, to) => {
    expect(rangeOf(given, TODAY)).toEqual({ from, to });
  });

  it.each<[string, string, GivenDays]>([
    ['from', 'ends before it begins', { from: '2026-03-02', to: '2026-03-01' }],
    ['from', 'begins in another age', { from: '1900-12-31' }],
    ['from', 'is empty', { from: '2026-03-02', before: '2026-03-02' }],
    ['before', 'ends in another age', { before: '2100-01-02' }],
    ['before', 'is longer than a leap year', { from: '2026-01-01', before: '2027-01-03' }],
    ['to', 'ends in another age', { to: '2100-01-01' }],
    ['to', 'is longer than a leap year', { from: '2026-01-01', to: '2027-01-02' }],
  ])('is refused for %s where it %s', (field, _, given) => {
    expect(() => rangeOf(given, TODAY)).toThrow(
      expect.objectContaining({ details: [expect.objectContaining({ field })] }),
    );
  });
});
