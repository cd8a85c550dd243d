import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, parseLocalDate } from './local-date.js';
import { userDay, userDayBounds, type DayRules } from './user-day.js';

const rules = (timeZone: string, dayStart = '00:00'): DayRules => ({ timeZone, dayStart });
const bounds = (date: string, user: DayRules): string[] => {
  const { start, end } = userDayBounds(parseLocalDate(date), user);
  return [start.toISOString(), end.toISOString()];
};

const anyUser = fc.record({
  timeZone: fc.constantFrom(
    'UTC',
    'America/New_York',
    'America/St_Johns',
    'Asia/Beirut',
    'America/Havana',
    'Pacific/Apia',
  ),
  dayStart: fc.constantFrom('00:00', '00:30', '02:30', '04:00', '23:59'),
});
const anyInstant = fc.date({ min: new Date('1985-01-01'), max: new Date('2035-01-01'), noInvalidDate: true });

describe('the day of a user', () => {
  it('is the local date, with its bounds in UTC', () => {
    const bangkok = rules('Asia/Bangkok');

    expect(userDay(new Date('2024-04-04T18:30Z'), bangkok)).toBe('2024-04-05');
    expect(bounds('2024-04-05', bangkok)).toEqual(['2024-04-04T17:00:00.000Z', '2024-04-05T17:00:00.000Z']);
  });

  it('has 25 hours when the clock is set back', () => {
    const newYork = rules('America/New_York');

    expect(userDay(new Date('2014-11-02T04:30Z'), newYork)).toBe('2014-11-02');
    expect(userDay(new Date('2014-11-02T06:30Z'), newYork)).toBe('2014-11-02');
    expect(userDay(new Date('2014-11-03T04:59:59.999Z'), newYork)).toBe('2014-11-02');
    expect(userDay(new Date('2014-11-03T05:00Z'), newYork)).toBe('2014-11-03');
    expect(bounds('2014-11-02', newYork)).toEqual(['2014-11-02T04:00:00.000Z', '2014-11-03T05:00:00.000Z']);
  });

  it('begins when the user says', () => {
    const nightOwl = rules('America/Los_Angeles', '04:00');

    expect(userDay(new Date('2013-05-20T07:30Z'), nightOwl)).toBe('2013-05-19');
    expect(userDay(new Date('2013-05-20T11:00Z'), nightOwl)).toBe('2013-05-20');
    expect(bounds('2013-05-19', nightOwl)).toEqual(['2013-05-19T11:00:00.000Z', '2013-05-20T11:00:00.000Z']);
  });

  it('differs at the same moment between the first and the last zone', () => {
    const now = new Date('2026-05-31T10:30Z');

    expect(userDay(now, rules('Pacific/Kiritimati'))).toBe('2026-06-01');
    expect(userDay(now, rules('Pacific/Pago_Pago'))).toBe('2026-05-30');
  });

  it('begins at the change of the clock when its start falls into the gap', () => {
    expect(bounds('2026-03-08', rules('America/New_York', '02:30'))[0]).toBe('2026-03-08T07:00:00.000Z');
    expect(userDay(new Date('2026-03-08T07:00Z'), rules('America/New_York', '02:30'))).toBe('2026-03-08');
  });

  it('is not taken back when the clock is set back over midnight', () => {
    const stJohns = rules('America/St_Johns');

    // At 00:01 the clock went back to 23:01.
    expect(userDay(new Date('2006-10-29T02:30:30Z'), stJohns)).toBe('2006-10-29');
    expect(userDay(new Date('2006-10-29T02:45Z'), stJohns)).toBe('2006-10-29');
  });

  it('has no instant where the zone skipped it', () => {
    const [start, end] = bounds('2011-12-30', rules('Pacific/Apia'));

    expect(start).toBe(end);
  });

  it('holds the instant between its bounds, which meet those of the next day', () => {
    fc.assert(
      fc.property(anyUser, anyInstant, (user, instant) => {
        const day = userDay(instant, user);
        const { start, end } = userDayBounds(day, user);

        expect(start.getTime()).toBeLessThanOrEqual(instant.getTime());
        expect(instant.getTime()).toBeLessThan(end.getTime());
        expect(userDayBounds(addDays(day, 1), user).start).toEqual(end);
      }),
      { numRuns: 500 },
    );
  });

  it('refuses a start that is no time', () => {
    expect(() => userDay(new Date(0), rules('UTC', '25:00'))).toThrow('write the time as HH:MM');
  });
});
