import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { InvalidError } from '../../../../common/errors/app-error.js';
import { addDays, parseLocalDate, toEpochDay } from '../../../../common/time/local-date.js';
import { freezesOf, frozenDays, toMultirange, type GivenFreeze } from './freezes.js';

const TODAY = parseLocalDate('2026-03-12');

const range = (from: string, to: string): GivenFreeze => ({ from, to });

function fieldRefused(...given: GivenFreeze[]): string | undefined {
  try {
    freezesOf(given, TODAY);
    return undefined;
  } catch (error) {
    return error instanceof InvalidError ? error.details[0]?.field : String(error);
  }
}

describe('freezesOf', () => {
  it('puts ranges in order, and makes one of those that overlap or follow each other', () => {
    const given = [
      range('2026-07-10', '2026-07-20'),
      range('2026-01-05', '2026-01-05'),
      range('2026-07-01', '2026-07-09'),
      range('2026-07-15', '2026-07-16'),
    ];

    expect(freezesOf(given, TODAY)).toEqual([
      range('2026-01-05', '2026-01-05'),
      range('2026-07-01', '2026-07-20'),
    ]);
  });

  it.each([
    ['ends before it begins', range('2026-03-02', '2026-03-01')],
    ['lasts for more than a year', range('2026-03-01', '2027-03-02')],
    ['was long ago', range('2016-03-11', '2016-03-20')],
    ['is far away', range('2031-03-01', '2031-03-13')],
  ])('refuses one that %s, by its place', (_, wrong) => {
    expect(fieldRefused(range('2026-03-01', '2027-03-01'), wrong)).toBe('freezes[1]');
  });

  it('freezes the same days as before', () => {
    const freeze = fc
      .record({ from: fc.nat(60), days: fc.nat(10) })
      .map(({ from, days }) => range(addDays(TODAY, from), addDays(TODAY, from + days)));
    fc.assert(
      fc.property(fc.array(freeze), (given) => {
        const isGiven = (day: number) =>
          given.some(
            ({ from, to }) =>
              day >= toEpochDay(parseLocalDate(from)) && day <= toEpochDay(parseLocalDate(to)),
          );
        const days = Array.from({ length: 80 }, (_, i) => toEpochDay(TODAY) + i);
        expect([...frozenDays(freezesOf(given, TODAY))]).toEqual(days.filter(isGiven));
      }),
    );
  });
});

describe('toMultirange', () => {
  it('writes ranges with both their ends', () => {
    expect(toMultirange([])).toBe('{}');
    expect(
      toMultirange(freezesOf([range('2026-07-01', '2026-07-02'), range('2026-08-01', '2026-08-01')], TODAY)),
    ).toBe('{[2026-07-01,2026-07-02],[2026-08-01,2026-08-01]}');
  });
});
