import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addMonths, daysBetween, fromEpochDay, parseLocalDate } from '../local-date.js';
import { formatRule } from './format.js';
import { ruleForFrequency } from './frequency-rule.js';
import { occurrenceDates } from './occurrence-dates.js';

const text = (frequency: Parameters<typeof ruleForFrequency>[0], anchor: string): string =>
  formatRule(ruleForFrequency(frequency, parseLocalDate(anchor)));

describe('the rule of a frequency', () => {
  it('is plain where every period has the anchor', () => {
    expect(text('daily', '2027-01-31')).toBe('FREQ=DAILY');
    expect(text('weekly', '2027-01-31')).toBe('FREQ=WEEKLY;BYDAY=SU');
    expect(text('monthly', '2027-01-28')).toBe('FREQ=MONTHLY;BYMONTHDAY=28');
    expect(text('yearly', '2027-12-31')).toBe('FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31');
    expect(text('yearly', '2027-02-28')).toBe('FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28');
  });

  it('is the last of the possible days where some periods have not the anchor', () => {
    expect(text('monthly', '2027-01-29')).toBe('FREQ=MONTHLY;BYMONTHDAY=28,29;BYSETPOS=-1');
    expect(text('monthly', '2027-01-31')).toBe('FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1');
    expect(text('yearly', '2024-02-29')).toBe('FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28,29;BYSETPOS=-1');
  });

  it('falls on the last day of shorter months and comes back', () => {
    const start = parseLocalDate('2027-01-31');

    expect(occurrenceDates({ rule: ruleForFrequency('monthly', start), start }, { limit: 4 }).dates).toEqual([
      '2027-01-31',
      '2027-02-28',
      '2027-03-31',
      '2027-04-30',
    ]);
  });

  it('keeps 29 February as 28 February in common years', () => {
    const start = parseLocalDate('2024-02-29');

    expect(occurrenceDates({ rule: ruleForFrequency('yearly', start), start }, { limit: 5 }).dates).toEqual([
      '2024-02-29',
      '2025-02-28',
      '2026-02-28',
      '2027-02-28',
      '2028-02-29',
    ]);
  });

  it('is what counting from the anchor gives', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40_000 }), (day) => {
        const start = fromEpochDay(day);
        const expand = (frequency: Parameters<typeof ruleForFrequency>[0]): readonly string[] =>
          occurrenceDates({ rule: ruleForFrequency(frequency, start), start }, { limit: 20 }).dates;
        const counted = Array.from({ length: 20 }, (_, index) => index);

        expect(expand('monthly')).toEqual(counted.map((index) => addMonths(start, index)));
        expect(expand('yearly')).toEqual(counted.map((index) => addMonths(start, index * 12)));
        expect(expand('weekly').map((date) => daysBetween(start, parseLocalDate(date)))).toEqual(
          counted.map((index) => index * 7),
        );
      }),
    );
  });
});
