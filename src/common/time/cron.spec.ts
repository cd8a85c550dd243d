import { describe, expect, it } from '@jest/globals';
import { ruleForCron } from './cron.js';
import { parseLocalDateTime } from './local-date-time.js';
import { formatRule } from './recurrence/format.js';
import { nextOccurrence } from './recurrence/occurrences.js';

describe('a cron expression', () => {
  it.each([
    ['0 3 * * *', 'FREQ=DAILY;BYHOUR=3;BYMINUTE=0;BYSECOND=0'],
    ['* * * * *', 'FREQ=MINUTELY;BYSECOND=0'],
    ['* 9 * * *', 'FREQ=MINUTELY;BYHOUR=9;BYSECOND=0'],
    ['*/20 * * * *', 'FREQ=HOURLY;BYMINUTE=0,20,40;BYSECOND=0'],
    ['5/20 8-18/5 * * *', 'FREQ=DAILY;BYHOUR=8,13,18;BYMINUTE=5,25,45;BYSECOND=0'],
    ['0 9 * * 1-5', 'FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR;BYHOUR=9;BYMINUTE=0;BYSECOND=0'],
    ['0 9 * * 0,6,7', 'FREQ=DAILY;BYDAY=SA,SU;BYHOUR=9;BYMINUTE=0;BYSECOND=0'],
    ['0 9 * * 0-6', 'FREQ=DAILY;BYHOUR=9;BYMINUTE=0;BYSECOND=0'],
    ['15 0 1,15 */3 *', 'FREQ=DAILY;BYMONTH=1,4,7,10;BYMONTHDAY=1,15;BYHOUR=0;BYMINUTE=15;BYSECOND=0'],
  ])('%j is the rule %s', (expression, rule) => {
    expect(formatRule(ruleForCron(expression))).toBe(rule);
  });

  it.each([
    ['0 3 * *', 'five fields'],
    ['0 3 * * * *', 'five fields'],
    ['0 3 1 * 1', 'days of the month or days of the week'],
    ['60 3 * * *', 'minute must be from 0 to 59'],
    ['0 24 * * *', 'hour must be from 0 to 23'],
    ['0 3 0 * *', 'day of the month must be from 1 to 31'],
    ['0 3 * 13 *', 'month must be from 1 to 12'],
    ['0 3 * * 8', 'day of the week must be from 0 to 7'],
    ['0 5-3 * * *', 'ranges ascending'],
    ['*/0 * * * *', 'steps from 1'],
    ['*/00 * * * *', 'steps from 1'],
    ['0 3 * JAN *', 'month must be made of numbers'],
    ['0,, 3 * * *', 'minute must be made of numbers'],
  ])('%j is refused: %s', (expression, reason) => {
    expect(() => ruleForCron(expression)).toThrow(reason);
  });

  it('runs on the wall clock of its zone, at any second of the start', () => {
    const nightly = {
      rule: ruleForCron('30 2 * * *'),
      start: parseLocalDateTime('2020-01-01T00:00:17'),
      timeZone: 'Europe/Berlin',
    };

    expect(nextOccurrence(nightly, new Date('2026-03-28T12:00Z'))?.at).toEqual(new Date('2026-03-29T01:30Z'));
    expect(nextOccurrence(nightly, new Date('2026-03-29T12:00Z'))?.at).toEqual(new Date('2026-03-30T00:30Z'));
  });
});
