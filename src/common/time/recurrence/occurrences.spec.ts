import { describe, expect, it } from '@jest/globals';
import { parseLocalDateTime } from '../local-date-time.js';
import { parseLocalDate } from '../local-date.js';
import { nextOccurrence, occurrences, previousOccurrence, type OccurrenceWindow } from './occurrences.js';
import { parseRule } from './parse.js';
import { Budget } from './search.js';
import { RecurrenceTooExpensive } from './recurrence.errors.js';
import type { Recurrence } from './recurrence.js';

const series = (rrule: string, start: string, timeZone = 'UTC'): Recurrence => ({
  rule: parseRule(rrule),
  start: parseLocalDateTime(start),
  timeZone,
});
const locals = (recurrence: Recurrence, window: Partial<OccurrenceWindow> = {}): string[] =>
  occurrences(recurrence, { limit: 1_000, ...window }).occurrences.map(({ local }) => local);
const tenYears = { from: parseLocalDate('2026-01-01'), before: parseLocalDate('2036-01-01') };

describe('a window', () => {
  const daily = series('FREQ=DAILY', '2026-06-01T09:00', 'America/New_York');

  it('begins with the start and goes on to the limit when it has no bounds', () => {
    expect(occurrences(daily, { limit: 2 })).toEqual({
      occurrences: [
        { local: '2026-06-01T09:00', at: new Date('2026-06-01T13:00Z'), note: null },
        { local: '2026-06-02T09:00', at: new Date('2026-06-02T13:00Z'), note: null },
      ],
      truncated: true,
    });
  });

  it('has its bounds as instants, or as local times and days of the zone', () => {
    const expected = ['2026-06-10T09:00', '2026-06-11T09:00'];

    expect(
      locals(daily, { from: new Date('2026-06-10T13:00Z'), before: new Date('2026-06-12T13:00Z') }),
    ).toEqual(expected);
    expect(
      locals(daily, { from: parseLocalDate('2026-06-10'), before: parseLocalDate('2026-06-12') }),
    ).toEqual(expected);
    expect(
      locals(daily, {
        from: parseLocalDateTime('2026-06-10T09:00'),
        before: parseLocalDateTime('2026-06-12T09:00'),
      }),
    ).toEqual(expected);
  });

  it('is truncated only when there is more than the limit', () => {
    const window = { before: parseLocalDate('2026-06-03') };

    expect(occurrences(daily, { ...window, limit: 2 }).truncated).toBe(false);
    expect(occurrences(daily, { ...window, limit: 1 }).truncated).toBe(true);
    expect(occurrences(daily, { ...window, limit: 0 })).toEqual({ occurrences: [], truncated: true });
  });

  it('has the time that a gap moved into it, and not the one that was moved out', () => {
    const inGap = series('FREQ=DAILY', '2026-03-01T02:30', 'America/New_York');

    expect(
      locals(inGap, { from: new Date('2026-03-08T07:30Z'), before: new Date('2026-03-08T07:31Z') }),
    ).toEqual(['2026-03-08T02:30']);
    expect(
      locals(inGap, { from: new Date('2026-03-08T07:00Z'), before: new Date('2026-03-08T07:30Z') }),
    ).toEqual([]);
  });

  it('ends with the year 9999', () => {
    expect(locals(series('FREQ=YEARLY', '9997-06-01T00:00'))).toEqual([
      '9997-06-01T00:00',
      '9998-06-01T00:00',
      '9999-06-01T00:00',
    ]);
  });
});

describe('rules that leave much to their start', () => {
  it('take its weekday, day, month and time', () => {
    expect(locals(series('FREQ=WEEKLY;COUNT=2', '2026-06-03T09:05:07'))).toEqual([
      '2026-06-03T09:05:07',
      '2026-06-10T09:05:07',
    ]);
    expect(locals(series('FREQ=YEARLY;BYMONTH=2,6;COUNT=3', '2026-06-30T09:00'))).toEqual([
      '2026-06-30T09:00',
      '2027-06-30T09:00',
      '2028-06-30T09:00',
    ]);
    expect(locals(series('FREQ=HOURLY;INTERVAL=6;COUNT=3', '2026-06-30T09:10'))).toEqual([
      '2026-06-30T09:10',
      '2026-06-30T15:10',
      '2026-06-30T21:10',
    ]);
  });

  it('ignore a leap second', () => {
    expect(locals(series('FREQ=MINUTELY;BYSECOND=59,60;COUNT=2', '2026-06-30T23:59'))).toEqual([
      '2026-06-30T23:59:59',
      '2026-07-01T00:00:59',
    ]);
    expect(locals(series('FREQ=MINUTELY;BYSECOND=60', '2026-06-30T23:59'))).toEqual([]);
  });
});

describe('week numbers', () => {
  it('are those of ISO 8601 for weeks from Monday', () => {
    const found = locals(series('FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO,SU', '2009-01-01T00:00'), {
      before: parseLocalDate('2022-01-01'),
    });

    expect(found).toEqual(
      ['2009-12-28', '2010-01-03', '2015-12-28', '2016-01-03', '2020-12-28', '2021-01-03'].map(
        (day) => `${day}T00:00`,
      ),
    );
  });

  it('count from the end where negative', () => {
    expect(locals(series('FREQ=YEARLY;BYWEEKNO=-1;BYDAY=MO;COUNT=3', '2019-01-01T00:00'))).toEqual([
      '2019-12-23T00:00',
      '2020-12-28T00:00',
      '2021-12-27T00:00',
    ]);
  });

  it('follow the weekday on which weeks begin', () => {
    const first = (weekStart: string): string[] =>
      locals(series(`FREQ=YEARLY;BYWEEKNO=1;BYDAY=TH;COUNT=1;WKST=${weekStart}`, '2026-01-02T00:00'));

    expect(first('MO')).toEqual(['2027-01-07T00:00']);
    expect(first('FR')).toEqual(['2026-01-08T00:00']);
  });
});

describe('positions in a set', () => {
  it('count over days and times', () => {
    expect(
      locals(series('FREQ=MONTHLY;BYDAY=MO;BYHOUR=9,17;BYSETPOS=2,-1;COUNT=3', '2026-06-01T09:00')),
    ).toEqual(['2026-06-01T17:00', '2026-06-29T17:00', '2026-07-06T17:00']);
  });

  it('count from the beginning of the first period, also before the start', () => {
    expect(locals(series('FREQ=MONTHLY;BYDAY=MO;BYSETPOS=1,3;COUNT=2', '2026-06-10T09:00'))).toEqual([
      '2026-06-15T09:00',
      '2026-07-06T09:00',
    ]);
  });

  it('of an hour, a minute or a second count its times', () => {
    expect(locals(series('FREQ=HOURLY;BYMINUTE=5,25,45;BYSETPOS=-1;COUNT=2', '2026-06-10T09:00'))).toEqual([
      '2026-06-10T09:45',
      '2026-06-10T10:45',
    ]);
    expect(locals(series('FREQ=SECONDLY;BYSECOND=5;BYSETPOS=1,2;COUNT=1', '2026-06-10T09:00'))).toEqual([
      '2026-06-10T09:00:05',
    ]);
  });
});

describe('a counted series', () => {
  it('ends in the middle of a period', () => {
    expect(locals(series('FREQ=DAILY;BYHOUR=1,2,3;COUNT=4', '2026-06-10T01:00'))).toHaveLength(4);
  });

  it.each([
    ['FREQ=DAILY;COUNT=30000', '2030-01-01T00:00'],
    ['FREQ=DAILY;BYHOUR=6,18;COUNT=60000', '2030-01-01T06:00'],
    ['FREQ=DAILY;BYDAY=TU;COUNT=30000', '2030-01-01T00:00'],
    ['FREQ=WEEKLY;BYDAY=TU,WE;COUNT=30000', '2030-01-01T00:00'],
    ['FREQ=SECONDLY;INTERVAL=30;COUNT=999999999', '2030-01-01T00:00'],
  ])('%s is known far from its start', (rrule, local) => {
    expect(
      locals(series(rrule, '1970-01-01T00:00'), { from: parseLocalDate('2030-01-01'), limit: 1 }),
    ).toEqual([local]);
  });

  it('is over after its last', () => {
    const later = { from: parseLocalDate('2030-01-01') };

    expect(locals(series('FREQ=DAILY;COUNT=100', '1970-01-01T00:00'), later)).toEqual([]);
    expect(locals(series('FREQ=WEEKLY;BYDAY=MO;BYMONTH=1;COUNT=3', '1970-01-01T00:00'), later)).toEqual([]);
  });
});

describe('the occurrence before and after an instant', () => {
  const weekly = series('FREQ=WEEKLY;BYDAY=SU;COUNT=3', '2026-03-01T02:30', 'America/New_York');

  it('is strictly before and after', () => {
    expect(nextOccurrence(weekly, new Date('2026-03-01T07:29:59.999Z'))?.local).toBe('2026-03-01T02:30');
    expect(nextOccurrence(weekly, new Date('2026-03-01T07:30Z'))).toEqual({
      local: '2026-03-08T02:30',
      at: new Date('2026-03-08T07:30Z'),
      note: 'gap',
    });
    expect(previousOccurrence(weekly, new Date('2026-03-08T07:30:00.001Z'))?.local).toBe('2026-03-08T02:30');
    expect(previousOccurrence(weekly, new Date('2026-03-08T07:30Z'))?.local).toBe('2026-03-01T02:30');
  });

  it('is none outside of the series', () => {
    expect(nextOccurrence(weekly, new Date('2026-03-15T06:30Z'))).toBeNull();
    expect(previousOccurrence(weekly, new Date('2026-03-01T07:30Z'))).toBeNull();
    expect(previousOccurrence(weekly, new Date('1999-01-01'))).toBeNull();
  });

  it('is found backwards among many, and long after the last', () => {
    const januarySeconds = series('FREQ=SECONDLY;BYMONTH=1;UNTIL=20270101T000000Z', '2020-01-01T00:00');

    expect(previousOccurrence(januarySeconds, new Date('2026-12-01'))?.local).toBe('2026-01-31T23:59:59');
    expect(previousOccurrence(weekly, new Date('2500-01-01'))?.local).toBe('2026-03-15T02:30');
  });
});

describe('rules that never or hardly ever fit', () => {
  it.each([
    'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=YEARLY;BYWEEKNO=53;BYMONTH=3',
    'FREQ=MONTHLY;BYDAY=MO;BYSETPOS=6',
    'FREQ=MONTHLY;BYDAY=MO;BYSETPOS=366',
    'FREQ=WEEKLY;BYDAY=MO,TU;BYSETPOS=3',
    'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=MINUTELY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=-30;BYHOUR=3',
    'FREQ=SECONDLY;INTERVAL=60;BYSECOND=5',
    'FREQ=MINUTELY;INTERVAL=1440;BYHOUR=5',
    'FREQ=SECONDLY;BYSECOND=1;BYSETPOS=2',
    'FREQ=HOURLY;INTERVAL=48;BYDAY=MO;BYYEARDAY=60;BYMONTH=1',
  ])('%s has none, in its window and ever', (rrule) => {
    const never = series(rrule, '2026-01-01T00:00');

    expect(occurrences(never, { ...tenYears, limit: 10 })).toEqual({ occurrences: [], truncated: false });
    expect(nextOccurrence(never, new Date('2026-01-01'))).toBeNull();
    expect(previousOccurrence(never, new Date('2036-01-01'))).toBeNull();
  });

  it.each([
    ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO', '2044-02-29T00:00'],
    ['FREQ=YEARLY;INTERVAL=28;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO', '2608-02-29T00:00'],
    ['FREQ=SECONDLY;INTERVAL=86399;BYHOUR=23;BYMINUTE=7;BYSECOND=9', '2028-09-05T23:07:09'],
    ['FREQ=HOURLY;INTERVAL=48;BYMONTH=2;BYMONTHDAY=29', '2032-02-29T00:00'],
  ])('%s has its rare ones', (rrule, local) => {
    expect(nextOccurrence(series(rrule, '2020-01-01T00:00'), new Date('2026-01-01'))?.local).toBe(local);
  });

  it('end after 100 empty years, though one might come in a thousand', () => {
    const rare = series('FREQ=HOURLY;INTERVAL=8784;BYMONTH=2;BYMONTHDAY=29', '2020-01-01T00:00');

    expect(nextOccurrence(rare, new Date('2026-01-01'))).toBeNull();
  });

  it('are capped when they are without number', () => {
    const { occurrences: found, truncated } = occurrences(series('FREQ=SECONDLY', '2026-01-01T00:00'), {
      ...tenYears,
      limit: 1_000,
    });

    expect(found).toHaveLength(1_000);
    expect(truncated).toBe(true);
  });

  it('are an error, or truncated, when they take too many steps', () => {
    const counted = series('FREQ=SECONDLY;BYDAY=MO;COUNT=999999999', '1970-01-01T00:00');

    expect(() => nextOccurrence(counted, new Date('2026-01-01'))).toThrow(RecurrenceTooExpensive);
    expect(() => previousOccurrence(counted, new Date('2026-01-01'))).toThrow(RecurrenceTooExpensive);
    expect(occurrences(counted, { ...tenYears, limit: 10 })).toEqual({ occurrences: [], truncated: true });
  });

  it('count the days that are looked at, not only those that are found', () => {
    const yearDays = Array.from({ length: 366 }, (_, index) => index + 1).join();
    const yearly = `FREQ=YEARLY;BYYEARDAY=${yearDays};COUNT=999999999`;
    const budget = new Budget();

    occurrences(series(yearly, '0001-01-01T00:00'), { ...tenYears, limit: 10 }, budget);

    expect(budget.isSpent).toBe(true);
  });

  it('do not hide other errors', () => {
    const nowhere = series('FREQ=DAILY', '2026-01-01T00:00', 'Mars/Olympus');

    expect(() => occurrences(nowhere, { limit: 1 })).toThrow('must be an IANA name');
  });
});
