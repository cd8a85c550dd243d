import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseLocalDate } from '../../../../../common/time/local-date.js';
import { parseLocalTime } from '../../../../../common/time/local-time.js';
import { parseLocalDateTime } from '../../../../../common/time/local-date-time.js';
import { occurrences } from '../../../../../common/time/recurrence/occurrences.js';
import { parseRule } from '../../../../../common/time/recurrence/parse.js';
import {
  InvalidRule,
  RecurrenceTooExpensive,
} from '../../../../../common/time/recurrence/recurrence.errors.js';
import { AlarmSeries } from './alarm-series.js';

interface Given {
  readonly times?: readonly string[];
  readonly startDate?: string;
  readonly rrule?: string | null;
  readonly zone?: string;
}

function series({
  times = ['07:00'],
  startDate = '2026-01-01',
  rrule = 'FREQ=DAILY',
  zone = 'UTC',
}: Given): AlarmSeries {
  return new AlarmSeries({
    times: times.map(parseLocalTime),
    startDate: parseLocalDate(startDate),
    rrule,
    zone,
  });
}

const after = (given: Given, instant: string, limit: number): string[] =>
  series(given)
    .after(new Date(instant), limit)
    .map(({ at }) => at.toISOString().slice(0, 16));

describe('a daily alarm over a change of the clock', () => {
  // Zone, time, asked from, and then four rings: over each change of the year, with a time that it concerns.
  it.each([
    ['Europe/Berlin', '02:30', '2026-03-28T00:00Z', '03-28T01:30 03-29T01:30 03-30T00:30 03-31T00:30'],
    ['Europe/Berlin', '02:30', '2026-10-24T00:00Z', '10-24T00:30 10-25T00:30 10-26T01:30 10-27T01:30'],
    ['America/New_York', '02:30', '2026-03-07T00:00Z', '03-07T07:30 03-08T07:30 03-09T06:30 03-10T06:30'],
    ['America/New_York', '01:30', '2026-10-31T00:00Z', '10-31T05:30 11-01T05:30 11-02T06:30 11-03T06:30'],
    ['Australia/Lord_Howe', '02:15', '2026-10-02T12:00Z', '10-02T15:45 10-03T15:45 10-04T15:15 10-05T15:15'],
    ['Australia/Lord_Howe', '01:45', '2026-04-03T12:00Z', '04-03T14:45 04-04T14:45 04-05T15:15 04-06T15:15'],
    ['America/Santiago', '00:30', '2026-09-05T00:00Z', '09-05T04:30 09-06T04:30 09-07T03:30 09-08T03:30'],
    ['America/Santiago', '23:30', '2026-04-03T12:00Z', '04-04T02:30 04-05T02:30 04-06T03:30 04-07T03:30'],
    ['Pacific/Kiritimati', '07:00', '2026-03-28T00:00Z', '03-28T17:00 03-29T17:00 03-30T17:00 03-31T17:00'],
  ])('rings in %s at %s as the wall clock shows, once a day', (zone, time, from, rings) => {
    expect(after({ times: [time], zone }, from, 4)).toEqual(rings.split(' ').map((ring) => `2026-${ring}`));
  });

  it('rings once on the two days that were one in Apia', () => {
    const apia = { startDate: '2011-12-01', zone: 'Pacific/Apia' };

    // The 30th was left out: its ring falls on the 31st's, which stands for both.
    expect(after(apia, '2011-12-28T18:00Z', 3)).toEqual([
      '2011-12-29T17:00',
      '2011-12-30T17:00',
      '2011-12-31T17:00',
    ]);
  });
});

describe('the times of a day', () => {
  it('come in the order of the clock, on each day that the rule names', () => {
    const given = { times: ['07:00', '12:30', '22:00'], rrule: 'FREQ=WEEKLY;BYDAY=MO' };

    expect(after(given, '2026-03-02T07:00Z', 4)).toEqual([
      '2026-03-02T12:30',
      '2026-03-02T22:00',
      '2026-03-09T07:00',
      '2026-03-09T12:30',
    ]);
  });

  it('that the clock leaves out come after those that it shows, and none twice', () => {
    const given = { times: ['02:15', '03:00', '03:15'], zone: 'Europe/Berlin' };

    // 02:15 is 03:15 by the clock that has been set on, so that these two are one.
    expect(after(given, '2026-03-28T23:00Z', 2)).toEqual(['2026-03-29T01:00', '2026-03-29T01:15']);
    expect(after(given, '2026-03-29T01:15Z', 1)).toEqual(['2026-03-30T00:15']);
  });
});

describe('a series', () => {
  it('without a rule is one day', () => {
    const oneOff = { times: ['07:00', '19:00'], startDate: '2026-03-02', rrule: null };

    expect(after(oneOff, '2026-03-01T00:00Z', 9)).toEqual(['2026-03-02T07:00', '2026-03-02T19:00']);
    expect(after(oneOff, '2026-03-02T07:00Z', 9)).toEqual(['2026-03-02T19:00']);
    expect(after(oneOff, '2026-03-02T19:00Z', 9)).toEqual([]);
    expect(series(oneOff).isEmpty).toBe(false);
  });

  it('ends with its COUNT of days, whatever the number of times', () => {
    const given = { times: ['07:00', '19:00'], rrule: 'FREQ=DAILY;COUNT=2' };

    expect(after(given, '2025-12-31T00:00Z', 9)).toHaveLength(4);
  });

  it.each([
    ['UNTIL=20260102', 4],
    ['UNTIL=20260102T070000', 3],
    ['UNTIL=20260102T065959Z', 2],
    ['UNTIL=20260102T190000Z', 4],
  ])('ends with %s, the last moment included', (until, count) => {
    expect(
      after({ times: ['07:00', '19:00'], rrule: `FREQ=DAILY;${until}` }, '2025-12-31T00:00Z', 9),
    ).toHaveLength(count);
  });

  it('reaches the day of an UNTIL that is a day earlier in UTC', () => {
    const given = { times: ['07:00'], rrule: 'FREQ=DAILY;UNTIL=20260102T230000Z', zone: 'Asia/Tokyo' };

    expect(after(given, '2026-01-02T00:00Z', 9)).toEqual(['2026-01-02T22:00']);
  });

  it('is empty where its rule names no day', () => {
    expect(series({ rrule: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30' }).isEmpty).toBe(true);
  });

  it('is refused where that takes too many steps to find out', () => {
    const hostile = series({ rrule: 'FREQ=DAILY;BYDAY=MO;COUNT=999999999', startDate: '0001-01-01' });

    expect(() => hostile.after(new Date('9000-01-01T00:00:00Z'), 1)).toThrow(RecurrenceTooExpensive);
  });

  it.each(['FREQ=DAILY;BYHOUR=8', 'FREQ=DAILY;BYMINUTE=30', 'FREQ=DAILY;BYSECOND=1', 'FREQ=HOURLY'])(
    'is refused where its rule %s names times',
    (rrule) => {
      expect(() => series({ rrule })).toThrow(InvalidRule);
    },
  );
});

it('has the occurrences that the engine has for each of its times', () => {
  const zones = [
    'Europe/Berlin',
    'America/New_York',
    'Australia/Lord_Howe',
    'America/Santiago',
    'Pacific/Apia',
  ];
  const rules = ['FREQ=DAILY', 'FREQ=WEEKLY;BYDAY=SU', 'FREQ=DAILY;INTERVAL=3', 'FREQ=MONTHLY;BYDAY=-1SU'];
  const time = fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom('00', '15', '30', '45'))
    .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${minute}`);

  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.constantFrom(...rules),
      fc.uniqueArray(time, { minLength: 1, maxLength: 4 }),
      fc.integer({ min: Date.UTC(2011, 11, 1), max: Date.UTC(2027, 0, 1) }).map((at) => new Date(at)),
      (zone, rrule, times, instant) => {
        const from = new Date(instant.getTime() + 1);
        const each = times.flatMap((one) =>
          occurrences(
            { rule: parseRule(rrule), start: parseLocalDateTime(`2011-01-02T${one}`), timeZone: zone },
            { from, limit: 6 },
          ).occurrences.map(({ at }) => at.getTime()),
        );
        const expected = [...new Set(each)].sort((a, b) => a - b).slice(0, 6);

        const found = series({ times, startDate: '2011-01-02', rrule, zone }).after(instant, 6);

        expect(found.map(({ at }) => at.getTime())).toEqual(expected);
      },
    ),
  );
});
