import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  addDays,
  addMonths,
  compareDates,
  dayOfWeek,
  daysBetween,
  fromEpochDay,
  isLocalDate,
  parseLocalDate,
  startOfWeek,
  toEpochDay,
} from './local-date.js';

const date = parseLocalDate;
const anyDate = fc.integer({ min: -700_000, max: 2_900_000 }).map(fromEpochDay);

describe('a local date', () => {
  it.each([
    '2026-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '2026-1-1',
    '0000-01-01',
    '2026-01-01T00:00',
    '',
  ])('is not %j', (text) => {
    expect(isLocalDate(text)).toBe(false);
    expect(() => date(text)).toThrow('write the date as YYYY-MM-DD');
  });

  it.each(['2024-02-29', '0001-01-01', '9999-12-31'])('may be %s', (text) => {
    expect(date(text)).toBe(text);
  });

  it('comes back from its day number', () => {
    fc.assert(
      fc.property(anyDate, (day) => {
        expect(fromEpochDay(toEpochDay(day))).toBe(day);
      }),
    );
  });

  it('does not leave the years 1 to 9999', () => {
    expect(() => addDays(date('9999-12-31'), 1)).toThrow('between 0001-01-01 and 9999-12-31');
    expect(() => addDays(date('0001-01-01'), -1)).toThrow('between 0001-01-01 and 9999-12-31');
  });

  it('adds days as calendar days, so that a change of the clock does not matter', () => {
    expect(addDays(date('2023-09-30'), 1)).toBe('2023-10-01');
    expect(addDays(date('2024-03-01'), -1)).toBe('2024-02-29');
  });

  it('adds months and clamps to the last day of a shorter one', () => {
    expect(addMonths(date('2027-01-31'), 1)).toBe('2027-02-28');
    expect(addMonths(date('2027-01-31'), 2)).toBe('2027-03-31');
    expect(addMonths(date('2024-02-29'), 12)).toBe('2025-02-28');
    expect(addMonths(date('2026-01-15'), -13)).toBe('2024-12-15');
  });

  it('counts the days between two dates with a sign', () => {
    expect(daysBetween(date('2026-02-27'), date('2026-03-02'))).toBe(3);
    expect(daysBetween(date('2026-03-02'), date('2026-02-27'))).toBe(-3);
  });

  it('compares by time', () => {
    fc.assert(
      fc.property(anyDate, anyDate, (a, b) => {
        expect(Math.sign(compareDates(a, b))).toBe(Math.sign(toEpochDay(a) - toEpochDay(b)));
      }),
    );
    expect(compareDates(date('2026-01-01'), date('2026-01-01'))).toBe(0);
  });

  it('has a weekday and a week that begins where the user wants', () => {
    expect(dayOfWeek(date('2026-05-31'))).toBe(7);
    expect(startOfWeek(date('2026-05-31'), 1)).toBe('2026-05-25');
    expect(startOfWeek(date('2026-05-31'), 7)).toBe('2026-05-31');
  });
});
