import { describe, expect, it } from '@jest/globals';
import { parseLocalDateTime, toLocalSeconds } from '../../../../common/time/local-date-time.js';
import { yearlyPattern } from './yearly-pattern.js';

const seconds = (text: string): number => toLocalSeconds(parseLocalDateTime(text));
const ruleOf = (...texts: string[]): string | undefined => yearlyPattern(texts.map(seconds))?.rrule;

describe('the rule of yearly readings of a clock', () => {
  it.each([
    [['2026-03-29T02:00', '2027-03-28T02:00'], 'FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU'],
    [['2026-03-08T02:00', '2027-03-14T02:00'], 'FREQ=YEARLY;BYMONTH=3;BYDAY=2SU'],
    [
      ['2026-04-05T00:00', '2029-04-08T00:00', '2023-04-02T00:00'],
      'FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=2,3,4,5,6,7,8;BYDAY=SU',
    ],
  ])('of %j is %s', (readings, rrule) => {
    expect(ruleOf(...readings)).toBe(rrule);
  });

  it.each([
    ['nothing', []],
    ['different months', ['2026-03-29T02:00', '2027-04-25T02:00']],
    ['different weekdays', ['2026-03-29T02:00', '2027-03-27T02:00']],
    ['different times', ['2026-03-29T02:00', '2027-03-28T03:00']],
    ['more than a week of days', ['2026-03-01T02:00', '2027-03-28T02:00']],
  ])('is none for %s', (_, readings) => {
    expect(ruleOf(...readings)).toBeUndefined();
  });

  it('tells which other readings follow it', () => {
    const pattern = yearlyPattern([seconds('2026-03-29T02:00')]);
    const matches = (text: string): boolean | undefined => pattern?.matches(seconds(text));

    expect(matches('2020-03-29T02:00')).toBe(true);
    expect(matches('2020-03-22T02:00')).toBe(false);
    expect(matches('2020-03-29T01:00')).toBe(false);
  });
});
