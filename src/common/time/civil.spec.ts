import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  civilOf,
  daysInMonth,
  epochDayOf,
  isLeapYear,
  remainder,
  weekdayOf,
  weekStartOf,
  type Weekday,
} from './civil.js';

const anyDay = fc.integer({ min: epochDayOf(1, 1, 1), max: epochDayOf(9999, 12, 31) });

describe('civil days', () => {
  it('count from 1970-01-01', () => {
    expect(epochDayOf(1970, 1, 1)).toBe(0);
    expect(epochDayOf(2000, 2, 29)).toBe(11_016);
    expect(epochDayOf(1, 1, 1)).toBe(-719_162);
  });

  it('have the parts that the engine of JavaScript gives them', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        const date = new Date(day * 86_400_000);
        expect(civilOf(day)).toEqual({
          year: date.getUTCFullYear(),
          month: date.getUTCMonth() + 1,
          day: date.getUTCDate(),
        });
        expect(weekdayOf(day) % 7).toBe(date.getUTCDay());
      }),
    );
  });

  it('come back from their parts', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        const { year, month, day: dayOfMonth } = civilOf(day);
        expect(epochDayOf(year, month, dayOfMonth)).toBe(day);
        expect(dayOfMonth).toBeLessThanOrEqual(daysInMonth(year, month));
      }),
    );
  });

  it('know leap years', () => {
    expect([1900, 2000, 2024, 2026, 2100].map(isLeapYear)).toEqual([false, true, true, false, false]);
  });

  it('begin their week on the chosen weekday, at most six days before', () => {
    fc.assert(
      fc.property(anyDay, fc.constantFrom<Weekday>(1, 2, 3, 4, 5, 6, 7), (day, weekStart) => {
        const start = weekStartOf(day, weekStart);
        expect(weekdayOf(start)).toBe(weekStart);
        expect(day - start).toBeGreaterThanOrEqual(0);
        expect(day - start).toBeLessThan(7);
      }),
    );
  });
});

describe('remainder', () => {
  it('is never negative', () => {
    expect([-8, -7, -1, 0, 6, 7].map((value) => remainder(value, 7))).toEqual([6, 0, 6, 0, 6, 0]);
  });
});
