import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Schedule } from '../standing/schedule.js';
import type { DayMark } from '../standing/streak.js';
import { completionUntil } from './completion.js';

const everyDay: Schedule = { has: () => true, end: Infinity };

function marksOf(text: string): Map<number, DayMark> {
  return new Map(
    Array.from(text).flatMap((mark, day): [number, DayMark][] =>
      mark === 'd' ? [[day, 'done']] : mark === 's' ? [[day, 'skipped']] : [],
    ),
  );
}

function over(days: number, text: string, schedule = everyDay) {
  const history = { marks: marksOf(text), schedule, today: text.length - 1, begin: 0 };
  return completionUntil(history)(days);
}

describe('completionUntil', () => {
  it('counts the last scheduled days that were not skipped', () => {
    expect(over(4, 'dddd-dsd')).toEqual({ scheduled: 4, done: 3, percent: 75 });
  });

  it('leaves days off out', () => {
    const evenDays = { has: (day: number) => day % 2 === 0, end: Infinity };

    expect(over(3, 'd-d---d', evenDays)).toEqual({ scheduled: 3, done: 2, percent: 67 });
  });

  it('counts today once it is done, and not against the user before', () => {
    expect(over(7, 'dd-')).toEqual({ scheduled: 2, done: 2, percent: 100 });
    expect(over(7, 'd-d')).toEqual({ scheduled: 3, done: 2, percent: 67 });
  });

  it('is of nothing at the beginning', () => {
    expect(over(30, '-')).toEqual({ scheduled: 0, done: 0, percent: null });
  });

  it('never counts more days than it is asked for, nor more done than scheduled', () => {
    const history = fc.array(fc.constantFrom('d', 's', '-'), { minLength: 1, maxLength: 120 });
    fc.assert(
      fc.property(history, fc.constantFrom(7, 30, 90), (days, length) => {
        const { scheduled, done, percent } = over(length, days.join(''));
        expect(scheduled).toBeLessThanOrEqual(length);
        expect(done).toBeLessThanOrEqual(scheduled);
        expect(percent ?? 0).toBeLessThanOrEqual(100);
      }),
    );
  });
});
