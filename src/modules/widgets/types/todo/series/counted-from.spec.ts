import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { day } from '../../../../../../test/factories/tasks.js';
import { addDays, type LocalDate } from '../../../../../common/time/local-date.js';
import { nextDate } from '../../../../../common/time/recurrence/occurrence-dates.js';
import { countedFrom } from './counted-from.js';
import { parseTaskRule } from './task-rule.js';

const next = (rrule: string, done: string): LocalDate | null => countedFrom(parseTaskRule(rrule), day(done));

describe('a rule that is counted from completions', () => {
  it.each([
    ['FREQ=DAILY;INTERVAL=3', '2026-03-10', '2026-03-13'],
    ['FREQ=WEEKLY', '2026-03-11', '2026-03-18'],
    ['FREQ=WEEKLY;INTERVAL=4', '2026-12-01', '2026-12-29'],
    ['FREQ=MONTHLY', '2027-01-31', '2027-02-28'],
    ['FREQ=MONTHLY;INTERVAL=2', '2026-12-31', '2027-02-28'],
    ['FREQ=MONTHLY;COUNT=9', '2027-02-28', '2027-03-28'],
    ['FREQ=YEARLY', '2028-02-29', '2029-02-28'],
    ['FREQ=YEARLY', '2026-05-17', '2027-05-17'],
    ['FREQ=YEARLY;INTERVAL=4', '2028-02-29', '2032-02-29'],
  ])(
    'that is plain keeps to the day of the completion: %s, done on %s, is next on %s',
    (rrule, done, date) => {
      expect(next(rrule, done)).toBe(date);
    },
  );

  it.each([
    ['FREQ=WEEKLY;BYDAY=MO', '2026-03-11', '2026-03-16'],
    ['FREQ=MONTHLY;BYMONTHDAY=1', '2027-01-31', '2027-02-01'],
    ['FREQ=MONTHLY;BYMONTHDAY=15', '2026-12-01', '2026-12-15'],
    ['FREQ=MONTHLY;BYDAY=1SU', '2026-12-01', '2026-12-06'],
    ['FREQ=DAILY;BYDAY=MO', '2026-12-01', '2026-12-07'],
    ['FREQ=YEARLY;BYMONTH=4', '2026-03-31', '2026-04-30'],
    ['FREQ=YEARLY;BYMONTH=2,4', '2026-03-31', '2026-04-30'],
  ])('of each period is next after the completion: %s, done on %s, is next on %s', (rrule, done, date) => {
    expect(next(rrule, done)).toBe(date);
  });

  it.each([
    ['FREQ=MONTHLY;INTERVAL=3;BYDAY=1SU', '2026-12-01', '2027-03-07'],
    ['FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=15', '2026-12-01', '2027-03-15'],
    // Late within its month: the period counts, not the day in it.
    ['FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=15', '2026-12-31', '2027-03-15'],
    ['FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=-1', '2026-12-01', '2027-02-28'],
    ['FREQ=MONTHLY;INTERVAL=2;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1', '2026-12-01', '2027-02-26'],
    ['FREQ=MONTHLY;INTERVAL=2;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1', '2026-12-01', '2027-02-01'],
    ['FREQ=WEEKLY;INTERVAL=4;BYDAY=SU', '2026-12-01', '2027-01-03'],
    ['FREQ=WEEKLY;INTERVAL=4;BYDAY=SU;WKST=SU', '2026-12-01', '2026-12-27'],
    ['FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH', '2026-12-03', '2026-12-14'],
    ['FREQ=YEARLY;INTERVAL=2;BYMONTH=6', '2026-12-01', '2028-06-01'],
    ['FREQ=YEARLY;INTERVAL=2;BYMONTH=6;BYMONTHDAY=20', '2026-05-01', '2028-06-20'],
    ['FREQ=YEARLY;INTERVAL=2;BYMONTH=6', '2026-12-31', '2028-06-30'],
    ['FREQ=YEARLY;INTERVAL=2;BYDAY=1MO', '2026-12-01', '2028-01-03'],
    ['FREQ=DAILY;INTERVAL=3;BYDAY=MO,TU,WE,TH,FR', '2026-12-01', '2026-12-04'],
  ])('of every n-th period is counted from that of the completion: %s, %s, %s', (rrule, done, date) => {
    expect(next(rrule, done)).toBe(date);
  });

  it.each([
    // On the third day is a Saturday, and every seventh day after a Tuesday is one.
    ['FREQ=DAILY;INTERVAL=3;BYDAY=MO,TU,WE,TH,FR', '2026-12-02', '2026-12-07'],
    ['FREQ=DAILY;INTERVAL=7;BYDAY=MO', '2026-12-01', '2026-12-14'],
    ['FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=31', '2026-12-01', '2027-03-31'],
    ['FREQ=MONTHLY;INTERVAL=2;BYMONTH=3', '2026-12-01', '2027-03-01'],
    ['FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=31', '2026-02-01', '2027-03-31'],
    ['FREQ=YEARLY;INTERVAL=3;BYMONTH=2;BYMONTHDAY=29', '2026-12-01', '2032-02-29'],
  ])('takes the first later period that has a date: %s, done on %s, is next on %s', (rrule, done, date) => {
    expect(next(rrule, done)).toBe(date);
  });

  it('ends with UNTIL', () => {
    expect(next('FREQ=MONTHLY;UNTIL=20270227', '2027-01-31')).toBeNull();
    expect(next('FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=15;UNTIL=20270314', '2026-12-01')).toBeNull();
    expect(next('FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=15;UNTIL=20270315', '2026-12-01')).toBe('2027-03-15');
  });

  const frequency = fc.constantFrom('DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY');
  const parts = fc.constantFrom(
    '',
    ';BYDAY=MO,SU',
    ';BYMONTHDAY=15,31',
    ';BYMONTH=2,4',
    ';BYMONTH=4;BYDAY=FR',
  );
  const done = fc.integer({ min: 0, max: 3_000 }).map((days) => addDays(day('2026-01-01'), days));

  // RFC 5545 has no days of the month in weeks.
  const isValid = (freq: string, by: string): boolean => freq !== 'WEEKLY' || !by.includes('BYMONTHDAY');

  it('is next after the completion, on a date that the rule names in some period, and never nowhere', () => {
    fc.assert(
      fc.property(frequency, parts, fc.integer({ min: 1, max: 15 }), done, (freq, by, interval, date) => {
        fc.pre(isValid(freq, by));
        const found = next(`FREQ=${freq};INTERVAL=${interval}${by}`, date);

        expect(found).not.toBeNull();
        expect(found! > date).toBe(true);
        if (by.includes('BYDAY') || by.includes('BYMONTHDAY')) {
          const each = parseTaskRule(`FREQ=${freq}${by}`);
          expect(nextDate({ rule: each, start: date }, addDays(found!, -1))).toBe(found);
        }
      }),
    );
  });

  it('is next no earlier for a longer interval, nor for a later completion', () => {
    fc.assert(
      fc.property(frequency, parts, fc.integer({ min: 1, max: 8 }), done, (freq, by, interval, date) => {
        fc.pre(isValid(freq, by));
        const rule = (n: number): string => `FREQ=${freq};INTERVAL=${n}${by}`;
        const found = next(rule(interval), date)!;

        expect(next(rule(interval + 1), date)! >= found).toBe(true);
        if (by !== '' && !by.startsWith(';BYMONTH=2'))
          expect(next(rule(interval), addDays(date, 1))! >= found).toBe(true);
      }),
    );
  });
});
