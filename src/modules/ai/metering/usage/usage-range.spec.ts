import { describe, expect, it } from '@jest/globals';
import { parseLocalDate } from '../../../../common/time/local-date.js';
import { firstOfMonth, usageRange } from './usage-range.js';

const TODAY = parseLocalDate('2026-03-10');

describe('the range of usage', () => {
  it.each([
    ['this month so far', {}, '2026-03-01', '2026-03-10'],
    ['from a day to today', { from: '2026-02-10' }, '2026-02-10', '2026-03-10'],
    ['from the first of the month of its end', { to: '2026-01-31' }, '2026-01-01', '2026-01-31'],
    ['until before a day', { before: '2026-02-01' }, '2026-01-01', '2026-01-31'],
    ['one day', { from: '2026-02-10', to: '2026-02-10' }, '2026-02-10', '2026-02-10'],
    ['a leap year', { from: '2028-01-01', to: '2028-12-31' }, '2028-01-01', '2028-12-31'],
  ])('is %s', (_, given, from, to) => {
    expect(usageRange(given, TODAY)).toMatchObject({ from, to });
  });

  it.each([
    ['from', { from: '2026-03-02', to: '2026-03-01' }],
    ['from', { from: '2026-03-02', before: '2026-03-02' }],
    ['before', { from: '2026-01-01', before: '2027-01-03' }],
    ['to', { from: '2026-01-01', to: '2027-01-02' }],
  ])('names %s where it is none', (field, given) => {
    expect(() => usageRange(given, TODAY)).toThrow(
      expect.objectContaining({ details: [expect.objectContaining({ field })] }),
    );
  });
});

describe('the first of a month', () => {
  it('is the day that its budget is kept under', () => {
    expect(firstOfMonth('2026-03-31')).toBe('2026-03-01');
  });
});
