import { describe, expect, it } from '@jest/globals';
import { InvalidError } from '../../errors/app-error.js';
import { formatRule } from './format.js';
import { parseDateRule, parseRule } from './parse.js';
import { InvalidRule } from './recurrence.errors.js';
import { plainRule } from './rule.js';

describe('reading a rule', () => {
  it('keeps what the text says and fills in the defaults', () => {
    expect(parseRule('FREQ=DAILY')).toEqual(plainRule('DAILY'));
    expect(parseRule('FREQ=MONTHLY;INTERVAL=2;COUNT=5;BYDAY=-1FR,MO,+2TU;WKST=SU')).toEqual({
      ...plainRule('MONTHLY'),
      interval: 2,
      count: 5,
      byDay: [
        { weekday: 1, ordinal: null },
        { weekday: 2, ordinal: 2 },
        { weekday: 5, ordinal: -1 },
      ],
      weekStart: 7,
    });
  });

  it('sorts lists and keeps each value once', () => {
    expect(parseRule('FREQ=YEARLY;BYMONTHDAY=31,-1,2,31').byMonthDay).toEqual([-1, 2, 31]);
    expect(parseRule('FREQ=WEEKLY;BYDAY=SU,MO,SU').byDay).toEqual([
      { weekday: 1, ordinal: null },
      { weekday: 7, ordinal: null },
    ]);
  });

  it('reads the end as a day, a local time or an instant', () => {
    expect(parseRule('FREQ=DAILY;UNTIL=19700102').until).toEqual({ kind: 'date', epochDay: 1 });
    expect(parseRule('FREQ=DAILY;UNTIL=19700101T000109').until).toEqual({ kind: 'local', localSeconds: 69 });
    expect(parseRule('FREQ=DAILY;UNTIL=19700101T000109Z').until).toEqual({ kind: 'utc', epochSeconds: 69 });
  });

  it('does not mind small letters', () => {
    expect(parseRule('freq=weekly;byday=mo')).toEqual(parseRule('FREQ=WEEKLY;BYDAY=MO'));
  });

  it.each([
    ['', 'NAME=VALUE'],
    ['DAILY', 'NAME=VALUE'],
    ['FREQ=DAILY;', 'NAME=VALUE'],
    ['FREQ=DAILY;COUNT', 'NAME=VALUE'],
    ['FREQ=DAILY;COUNT=', 'NAME=VALUE'],
    ['FREQ=DAILY=WEEKLY', 'NAME=VALUE'],
    ['RRULE:FREQ=DAILY', 'without the prefix'],
    ['INTERVAL=2', 'FREQ must be one of'],
    ['FREQ=FORTNIGHTLY', 'FREQ must be one of'],
    ['FREQ=DAILY;FREQ=DAILY', 'FREQ may be given only once'],
    ['FREQ=DAILY;BYEASTER=1', 'BYEASTER is not a part of a rule'],
    ['FREQ=MONTHLY;INTERVAL=0', 'INTERVAL must be from 1'],
    ['FREQ=MONTHLY;INTERVAL=-1', 'INTERVAL must be from 1'],
    ['FREQ=MONTHLY;INTERVAL=1.5', 'INTERVAL must be from 1'],
    ['FREQ=MONTHLY;INTERVAL=1E3', 'INTERVAL must be from 1'],
    ['FREQ=MONTHLY;INTERVAL=99999999999', 'INTERVAL must be from 1'],
    ['FREQ=DAILY;COUNT=0', 'COUNT must be from 1'],
    ['FREQ=DAILY;COUNT=3;UNTIL=20261231', 'COUNT or UNTIL, not both'],
    ['FREQ=DAILY;UNTIL=20260230', 'UNTIL must be a date'],
    ['FREQ=DAILY;UNTIL=20261231T2500', 'UNTIL must be a date'],
    ['FREQ=DAILY;UNTIL=20261231T250000Z', 'UNTIL must be a date'],
    ['FREQ=DAILY;UNTIL=SOON', 'UNTIL must be a date'],
    ['FREQ=MINUTELY;BYHOUR=25', 'BYHOUR must be from 0 to 23'],
    ['FREQ=MINUTELY;BYHOUR=-1', 'BYHOUR must be from 0 to 23'],
    ['FREQ=DAILY;BYMINUTE=60', 'BYMINUTE must be from 0 to 59'],
    ['FREQ=DAILY;BYSECOND=61', 'BYSECOND must be from 0 to 60'],
    ['FREQ=DAILY;BYMONTH=0', 'BYMONTH must be from 1 to 12'],
    ['FREQ=MONTHLY;BYMONTHDAY=0', 'BYMONTHDAY must be from 1 to 31, or the same negative'],
    ['FREQ=MONTHLY;BYMONTHDAY=1,,2', 'BYMONTHDAY must be from 1 to 31'],
    ['FREQ=YEARLY;BYYEARDAY=367', 'BYYEARDAY must be from 1 to 366'],
    ['FREQ=YEARLY;BYWEEKNO=-54', 'BYWEEKNO must be from 1 to 53'],
    ['FREQ=YEARLY;BYDAY=54MO', 'BYDAY must be from 1 to 53'],
    ['FREQ=YEARLY;BYDAY=0MO', 'BYDAY must be from 1 to 53'],
    ['FREQ=YEARLY;BYDAY=XX', 'BYDAY must be made of MO, TU'],
    ['FREQ=YEARLY;WKST=1', 'WKST must be made of MO, TU'],
    ['FREQ=DAILY;BYSETPOS=366', 'BYSETPOS needs another BY part'],
    ['FREQ=MONTHLY;BYDAY=MO;BYSETPOS=367', 'BYSETPOS must be from 1 to 366'],
    ['FREQ=MONTHLY;BYWEEKNO=1', 'BYWEEKNO can be used only with FREQ=YEARLY'],
    ['FREQ=DAILY;BYYEARDAY=1', 'BYYEARDAY can be used only with'],
    ['FREQ=WEEKLY;BYMONTHDAY=1', 'BYMONTHDAY can be used only with'],
    ['FREQ=WEEKLY;BYDAY=1MO', 'BYDAY with a number can be used only with FREQ=YEARLY, MONTHLY'],
    ['FREQ=YEARLY;BYWEEKNO=1;BYDAY=1MO', 'cannot stand beside BYWEEKNO'],
    [`FREQ=DAILY;BYHOUR=${'1,'.repeat(400)}1`, 'BYHOUR may have at most 366 values'],
    [`FREQ=DAILY;BYHOUR=${'1,'.repeat(1_000)}1`, 'at most 2000 characters'],
  ])('refuses %j', (text, reason) => {
    expect(() => parseRule(text)).toThrow(reason);
    expect(() => parseRule(text)).toThrow(InvalidRule);
  });

  it('says which field is wrong, as other invalid values do', () => {
    let caught: unknown;
    try {
      parseRule('FREQ=DAILY;UNTIL=NEVER');
    } catch (error) {
      caught = error;
    }

    expect(caught).toBeInstanceOf(InvalidError);
    expect(caught).toMatchObject({
      code: 'rrule_invalid',
      details: [{ field: 'rrule' }],
      cause: expect.any(Error),
    });
  });
});

describe('reading a rule of days', () => {
  it('takes days and longer periods', () => {
    expect(parseDateRule('FREQ=DAILY;INTERVAL=2')).toEqual(parseRule('FREQ=DAILY;INTERVAL=2'));
    expect(parseDateRule('FREQ=YEARLY').frequency).toBe('YEARLY');
  });

  it('refuses hours and shorter ones', () => {
    expect(() => parseDateRule('FREQ=HOURLY')).toThrow('FREQ must be DAILY, WEEKLY, MONTHLY or YEARLY');
  });
});

describe('writing a rule', () => {
  it.each([
    'FREQ=DAILY',
    'FREQ=WEEKLY;INTERVAL=2;COUNT=10;BYDAY=MO,FR;WKST=SU',
    'FREQ=MONTHLY;UNTIL=20261231;BYMONTHDAY=-1,15',
    'FREQ=MONTHLY;UNTIL=20261231T235900;BYDAY=2TU,-1FR;BYSETPOS=1',
    'FREQ=YEARLY;UNTIL=20261231T235959Z;BYMONTH=1,2;BYWEEKNO=-1,5;BYYEARDAY=-366,366;BYDAY=MO',
    'FREQ=SECONDLY;BYHOUR=0;BYMINUTE=0;BYSECOND=0,60',
  ])('gives back %s', (text) => {
    expect(formatRule(parseRule(text))).toBe(text);
  });

  it('leaves out what is default', () => {
    expect(formatRule(parseRule('wkst=mo;interval=1;freq=daily'))).toBe('FREQ=DAILY');
  });
});
