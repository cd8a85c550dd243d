import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  fromEpochDay,
  parseLocalDate,
  toEpochDay,
  type LocalDate,
} from '../../../../../common/time/local-date.js';
import { periodOf, periodsOf, quotaOf, quotaWithout, type Quota } from './periods.js';
import { streakOf, type DayMark } from './streak.js';

const MONDAY = toEpochDay(parseLocalDate('2026-03-02'));
const WEEKLY: Quota = { times: 3, period: 'week', weekStart: 'MO' };
const LONG_AGO = MONDAY - 1000;

/** Weeks from Monday on, `d` done and `s` skipped. */
function marksOf(...weeks: string[]): Map<number, DayMark> {
  return new Map(
    Array.from(weeks.join('')).flatMap((mark, i): [number, DayMark][] =>
      mark === 'd' ? [[MONDAY + i, 'done']] : mark === 's' ? [[MONDAY + i, 'skipped']] : [],
    ),
  );
}

function streak(weeks: string[], quota = WEEKLY, begin = LONG_AGO) {
  const { marks, schedule } = periodsOf(marksOf(...weeks), quota, begin);
  const { length, longest, through, nextDueOn } = streakOf(marks, schedule, MONDAY);
  return { length, longest, through: dateOf(through), nextDueOn: dateOf(nextDueOn) };
}

const dateOf = (day: number | null): LocalDate | null => (day === null ? null : fromEpochDay(day));

describe('quotaOf', () => {
  it('is only of weeks and months', () => {
    expect(quotaOf({ times: 3, period: 'week', weekStart: 'SU' })).toEqual({
      times: 3,
      period: 'week',
      weekStart: 'SU',
    });
    expect(quotaOf({ times: 3, period: 'day', weekStart: 'MO' })).toBeNull();
    expect(quotaOf({ times: null, period: null, weekStart: 'MO' })).toBeNull();
  });
});

describe('periodOf', () => {
  it.each([
    ['week', 'MO', '2026-03-08', '2026-03-02', '2026-03-08'],
    ['week', 'SU', '2026-03-08', '2026-03-08', '2026-03-14'],
    ['month', 'MO', '2028-02-29', '2028-02-01', '2028-02-29'],
    ['month', 'MO', '2026-12-31', '2026-12-01', '2026-12-31'],
  ] as const)('of a %s from %s is for %s from %s to %s', (period, weekStart, day, first, last) => {
    const span = periodOf(toEpochDay(parseLocalDate(day)), { period, weekStart });

    expect([fromEpochDay(span.first), fromEpochDay(span.last)]).toEqual([first, last]);
  });
});

describe('periodsOf', () => {
  it('makes a streak of weeks that were reached, on whichever days', () => {
    expect(streak(['d-d-d--', 'ddd----', '--dddd-'])).toEqual({
      length: 3,
      longest: 3,
      through: '2026-03-22',
      nextDueOn: '2026-03-29',
    });
  });

  it('breaks it with a week that was not reached, on its last day and no earlier', () => {
    expect(streak(['ddd----', 'dd-----'])).toMatchObject({ length: 1, nextDueOn: '2026-03-15' });
    expect(streak(['ddd----', 'dd-----', 'ddd----'])).toMatchObject({ length: 1, longest: 1 });
  });

  it('takes skipped days out of the quota of their week, rounded down', () => {
    const five: Quota = { ...WEEKLY, times: 5 };

    expect(streak(['ddddd--', 'dddsd--', 'ddddd--'], five)).toMatchObject({ length: 3 });
    expect(streak(['ddddd--', 'dd-sd--', 'ddddd--'], five)).toMatchObject({ length: 1 });
    expect(streak(['ddddd--', 'ddss---', 'ddddd--'], five)).toMatchObject({ length: 1 });
    expect(streak(['ddddd--', 'dddss--', 'ddddd--'], five)).toMatchObject({ length: 3 });
    expect(streak(['ddd----', 'd--ssss', 'ddd----'])).toMatchObject({ length: 3 });
    expect(streak(['ddd----', 'd-----s', 'ddd----'])).toMatchObject({ length: 1 });
  });

  it('bridges a week of whose quota nothing is left, and counts it where something was done all the same', () => {
    expect(streak(['ddd----', 'sssssss', 'ddd----'])).toMatchObject({ length: 2 });
    expect(streak(['ddd----', '--sssss', 'ddd----'])).toMatchObject({ length: 2 });
    expect(streak(['ddd----', '-dsssss', 'ddd----'])).toMatchObject({ length: 3 });
  });

  it('takes skipped days out of the quota of a month of its own length', () => {
    const monthly: Quota = { times: 20, period: 'month', weekStart: 'MO' };
    const april = (skips: number, done: number): string[] => [
      'd'.repeat(20).padEnd(30, '-'),
      's'.repeat(skips) + 'd'.repeat(done).padEnd(30 - skips, '-'),
    ];
    // From the 2nd on: the days of March are 30, and then there are those of April.
    expect(streak(april(2, 18), monthly)).toMatchObject({ length: 2 });
    expect(streak(april(2, 17), monthly)).toMatchObject({ length: 1 });
  });

  it('does not break with its part of the week that it begins in', () => {
    const saturday = MONDAY + 5;

    expect(periodsOf(marksOf('-----d-'), WEEKLY, saturday).marks.get(MONDAY + 6)).toBe('skipped');
    expect(periodsOf(marksOf('-------'), WEEKLY, saturday).marks.get(MONDAY + 6)).toBe('skipped');
    expect(periodsOf(marksOf('-----d-'), WEEKLY, MONDAY).marks.get(MONDAY + 6)).toBeUndefined();
  });

  it('counts months', () => {
    const monthly: Quota = { times: 2, period: 'month', weekStart: 'MO' };

    expect(streak(['dd-----', '-------', '-------', '-------', '---dd--'], monthly)).toEqual({
      length: 2,
      longest: 2,
      through: '2026-04-30',
      nextDueOn: '2026-05-31',
    });
  });

  it('never has a skip shorten a streak, nor a week count in which nothing was done', () => {
    const week = fc.array(fc.constantFrom('d', 'd', '-'), { minLength: 7, maxLength: 7 });
    const weeks = fc.array(week, { minLength: 1, maxLength: 8 });
    const times = fc.integer({ min: 1, max: 7 });
    fc.assert(
      fc.property(weeks, fc.array(fc.nat(55)), times, (given, skips, n) => {
        const quota = { ...WEEKLY, times: n };
        const skipped = given.flat().map((mark, i) => (mark === '-' && skips.includes(i) ? 's' : mark));
        const plain = streak([given.flat().join('')], quota);
        const bridged = streak([skipped.join('')], quota);
        expect(bridged.longest).toBeGreaterThanOrEqual(plain.longest);
        expect(bridged.longest).toBeLessThanOrEqual(given.filter((days) => days.includes('d')).length);
      }),
      { numRuns: 500 },
    );
  });

  it('asks n times the days that are left of the days that there are, whatever was skipped', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 28 }),
        fc.integer({ min: 28, max: 31 }),
        fc.nat(31),
        (n, days, s) => {
          const left = quotaWithout(n, days, s);
          expect(left).toBeGreaterThanOrEqual(0);
          expect(left).toBeLessThanOrEqual(Math.max(0, days - s));
          expect(left).toBeLessThanOrEqual(quotaWithout(n, days, Math.max(0, s - 1)));
          expect(left * days).toBeLessThanOrEqual(n * Math.max(0, days - s));
        },
      ),
    );
  });
});
