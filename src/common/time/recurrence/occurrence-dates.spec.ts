import { describe, expect, it } from '@jest/globals';
import { parseLocalDate, type LocalDate } from '../local-date.js';
import { nextDate, occurrenceDates, previousDate } from './occurrence-dates.js';
import { parseRule } from './parse.js';
import { RecurrenceTooExpensive } from './recurrence.errors.js';
import type { DateRecurrence } from './recurrence.js';

const date = parseLocalDate;
const series = (rrule: string, start: string, exdates: readonly string[] = []): DateRecurrence => ({
  rule: parseRule(rrule),
  start: date(start),
  exdates: exdates.map(date),
});
const all = (recurrence: DateRecurrence): readonly LocalDate[] =>
  occurrenceDates(recurrence, { limit: 100 }).dates;

describe('a series of days', () => {
  it('goes on by the calendar over a change of the clock', () => {
    expect(nextDate(series('FREQ=DAILY', '2023-09-01'), date('2023-09-30'))).toBe('2023-10-01');
    expect(nextDate(series('FREQ=DAILY', '2022-09-01'), date('2022-09-24'))).toBe('2022-09-25');
  });

  it('leaves out its exceptions, which count', () => {
    expect(all(series('FREQ=DAILY;COUNT=7', '2026-02-16', ['2026-02-18']))).toEqual([
      '2026-02-16',
      '2026-02-17',
      '2026-02-19',
      '2026-02-20',
      '2026-02-21',
      '2026-02-22',
    ]);
  });

  it('is its start only if the rule says so', () => {
    expect(all(series('FREQ=WEEKLY;BYDAY=MO;COUNT=2', '2026-05-27'))).toEqual(['2026-06-01', '2026-06-08']);
  });

  it.each(['UNTIL=20260603', 'UNTIL=20260603T000000', 'UNTIL=20260603T120000Z'])(
    'ends with the day of %s',
    (until) => {
      expect(all(series(`FREQ=DAILY;${until}`, '2026-06-01'))).toEqual([
        '2026-06-01',
        '2026-06-02',
        '2026-06-03',
      ]);
    },
  );

  it('does not mind the hours of its rule', () => {
    expect(all(series('FREQ=DAILY;BYHOUR=9,21;BYMINUTE=30;BYSECOND=5;COUNT=2', '2026-06-01'))).toEqual([
      '2026-06-01',
      '2026-06-02',
    ]);
  });

  it('refuses a rule of hours', () => {
    expect(() => all(series('FREQ=HOURLY', '2026-06-01'))).toThrow('FREQ must be DAILY');
  });

  it('is cut to its window and its limit', () => {
    const daily = series('FREQ=DAILY', '2026-06-01');
    const window = { from: date('2026-06-10'), before: date('2026-06-13') };

    expect(occurrenceDates(daily, { ...window, limit: 3 })).toEqual({
      dates: ['2026-06-10', '2026-06-11', '2026-06-12'],
      truncated: false,
    });
    expect(occurrenceDates(daily, { ...window, limit: 2 })).toEqual({
      dates: ['2026-06-10', '2026-06-11'],
      truncated: true,
    });
  });

  it('ends with the year 9999', () => {
    expect(all(series('FREQ=YEARLY', '9998-12-31'))).toEqual(['9998-12-31', '9999-12-31']);
    expect(nextDate(series('FREQ=DAILY', '2026-01-01'), date('9999-12-31'))).toBeNull();
  });
});

describe('the days before and after', () => {
  const fridays = series('FREQ=WEEKLY;BYDAY=FR;UNTIL=20260619', '2026-06-01', ['2026-06-12']);

  it('are the nearest of the series', () => {
    expect(nextDate(fridays, date('2026-06-04'))).toBe('2026-06-05');
    expect(nextDate(fridays, date('2026-06-05'))).toBe('2026-06-19');
    expect(previousDate(fridays, date('2026-06-19'))).toBe('2026-06-05');
    expect(previousDate(fridays, date('2030-01-01'))).toBe('2026-06-19');
  });

  it('are none outside of the series', () => {
    expect(nextDate(fridays, date('2026-06-19'))).toBeNull();
    expect(previousDate(fridays, date('2026-06-05'))).toBeNull();
    expect(previousDate(fridays, date('2026-01-01'))).toBeNull();
  });

  it('are an error when they take too many steps', () => {
    const counted = series('FREQ=DAILY;BYDAY=MO;COUNT=999999999', '0001-01-01');

    expect(() => nextDate(counted, date('9000-01-01'))).toThrow(RecurrenceTooExpensive);
    expect(occurrenceDates(counted, { from: date('9000-01-01'), limit: 10 })).toEqual({
      dates: [],
      truncated: true,
    });
  });
});
