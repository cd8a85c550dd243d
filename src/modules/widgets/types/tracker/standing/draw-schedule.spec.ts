import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  addDays,
  addMonths,
  daysBetween,
  parseLocalDate,
  toEpochDay,
  type LocalDate,
} from '../../../../../common/time/local-date.js';
import { occurrenceDates } from '../../../../../common/time/recurrence/occurrence-dates.js';
import { parseDateRule } from '../../../../../common/time/recurrence/parse.js';
import { InvalidRule } from '../../../../../common/time/recurrence/recurrence.errors.js';
import { drawnSchedule, HORIZON_YEARS } from './draw-schedule.js';
import { scheduleOf, type DrawnSchedule } from './schedule.js';

const TODAY = parseLocalDate('2026-03-12'); // a Thursday
const UNDRAWN = { schedule: null, scheduleFrom: null };

const dates = (...texts: string[]): LocalDate[] => texts.map(parseLocalDate);

function draw(rrule: string, startDate: LocalDate, firstOn: LocalDate | null = null): DrawnSchedule {
  return drawnSchedule({ rrule, startDate, ...UNDRAWN }, { firstOn, today: TODAY });
}

function has(drawn: DrawnSchedule, date: LocalDate): boolean {
  return scheduleOf({ kind: 'habit', ...drawn }).has(toEpochDay(date));
}

describe('drawnSchedule', () => {
  it('marks the days of the rule from the start to the horizon', () => {
    const drawn = draw('FREQ=WEEKLY;BYDAY=MO,TH', TODAY);

    expect(drawn.scheduleFrom).toBe(TODAY);
    expect(drawn.schedule?.slice(0, 14)).toBe('10001001000100');
    expect(addDays(TODAY, drawn.schedule?.length ?? 0)).toBe(addMonths(TODAY, 12 * HORIZON_YEARS));
  });

  it('has nothing to draw without a rule', () => {
    expect(
      drawnSchedule({ rrule: null, startDate: TODAY, ...UNDRAWN }, { firstOn: null, today: TODAY }),
    ).toEqual(UNDRAWN);
  });

  it('agrees with the rule on every day, also on those before the start, with the same days of intervals', () => {
    const rule = fc.constantFrom(
      'FREQ=DAILY;INTERVAL=3',
      'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SA',
      'FREQ=WEEKLY;INTERVAL=5',
      'FREQ=MONTHLY;BYMONTHDAY=31',
      'FREQ=MONTHLY;INTERVAL=2;BYDAY=2TU',
      'FREQ=MONTHLY;INTERVAL=4',
      'FREQ=YEARLY;BYWEEKNO=20',
      'FREQ=YEARLY;INTERVAL=3;BYMONTH=2,8',
    );
    fc.assert(
      fc.property(rule, fc.nat(1_000), fc.nat(3_000), (rrule, laterDays, earlierDays) => {
        const startDate = addDays(TODAY, laterDays - 500);
        const firstOn = addDays(startDate, -earlierDays);
        const schedule = scheduleOf({ kind: 'habit', ...draw(rrule, startDate, firstOn) });
        const isDrawn = (date: LocalDate) => schedule.has(toEpochDay(date));

        const window = { from: startDate, before: addDays(startDate, 700), limit: 700 };
        const inWindow = [...Array(700).keys()].map((i) => addDays(startDate, i));
        const drawnDays = inWindow.filter(isDrawn);
        const rule = parseDateRule(rrule);
        expect(drawnDays).toEqual(occurrenceDates({ rule, start: startDate }, window).dates);
        // A series that begins on an earlier drawn day goes through the same days.
        const earlier = [...Array(earlierDays).keys()].map((i) => addDays(firstOn, i));
        const first = earlier.find(isDrawn) ?? startDate;
        expect(drawnDays).toEqual(occurrenceDates({ rule, start: first }, window).dates);
      }),
      { numRuns: 150 },
    );
  });

  it('covers what was logged before the start', () => {
    const drawn = draw('FREQ=WEEKLY;BYDAY=MO,WE,FR', TODAY, parseLocalDate('2026-03-01'));

    const before = dates('2026-03-02', '2026-03-04', '2026-03-06', '2026-03-09', '2026-03-11');
    expect(before.map((date) => has(drawn, date))).toEqual([true, true, true, true, true]);
    expect(has(drawn, parseLocalDate('2026-03-10'))).toBe(false);
  });

  it('begins a counted series at its start, whatever was logged before', () => {
    const drawn = draw('FREQ=DAILY;COUNT=3', TODAY, addDays(TODAY, -5));

    const days = Array.from({ length: 10 }, (_, i) => has(drawn, addDays(TODAY, i - 5)));
    expect(days).toEqual([false, false, false, false, false, true, true, true, false, false]);
  });

  it('does not look for a series before its start where its periods are longer than any history', () => {
    const drawn = draw('FREQ=YEARLY;INTERVAL=9;BYMONTH=3', TODAY, addMonths(TODAY, -60));

    expect(has(drawn, TODAY)).toBe(true);
    expect(drawn.schedule?.slice(0, 365)).not.toContain('1');
  });

  it('stays as it is while it covers the years to come and what was logged', () => {
    const drawn = draw('FREQ=DAILY', TODAY);
    const later = addMonths(TODAY, 11);

    const again = drawnSchedule(
      { rrule: 'FREQ=DAILY', startDate: TODAY, ...drawn },
      { firstOn: null, today: later },
    );

    expect(again.schedule).toBe(drawn.schedule);
  });

  it.each([
    ['when years have passed', addMonths(TODAY, 13), null],
    ['when something was logged for an earlier day', TODAY, addDays(TODAY, -1)],
  ])('is drawn again %s', (_, today, firstOn) => {
    const drawn = draw('FREQ=DAILY', TODAY);

    const again = drawnSchedule({ rrule: 'FREQ=DAILY', startDate: TODAY, ...drawn }, { firstOn, today });

    expect(again.schedule?.length).toBeGreaterThan(drawn.schedule?.length ?? Infinity);
  });

  it('reaches as far behind a start that is still to come', () => {
    const start = addMonths(TODAY, 12);

    const drawn = draw('FREQ=DAILY', start);

    expect(drawn.scheduleFrom).toBe(start);
    expect(drawn.schedule).toBe('1'.repeat(daysBetween(start, addMonths(start, 12 * HORIZON_YEARS))));
  });

  it('refuses rules finer than a day', () => {
    expect(() => draw('FREQ=HOURLY', TODAY)).toThrow(InvalidRule);
  });
});

describe('scheduleOf', () => {
  it('is every day for a habit without a rule, and no day for anything else', () => {
    expect(scheduleOf({ kind: 'habit', ...UNDRAWN }).has(20_000)).toBe(true);
    expect(scheduleOf({ kind: 'number', ...UNDRAWN }).has(20_000)).toBe(false);
    expect(scheduleOf({ kind: 'scale', ...UNDRAWN }).end).toBe(-Infinity);
  });

  it('is no day outside of what was drawn', () => {
    const schedule = scheduleOf({
      kind: 'number',
      schedule: '101',
      scheduleFrom: parseLocalDate('1970-01-11'),
    });

    const days = [9, 10, 11, 12, 13].filter((day) => schedule.has(day));
    expect(days).toEqual([10, 12]);
    expect(schedule.end).toBe(13);
  });
});
