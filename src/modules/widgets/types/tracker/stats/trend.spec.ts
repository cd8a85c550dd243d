import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseLocalDate, toEpochDay } from '../../../../../common/time/local-date.js';
import { projectedOn, trendOf, type TrendLine } from './trend.js';

const TODAY = { date: parseLocalDate('2026-03-12'), day: toEpochDay(parseLocalDate('2026-03-12')) };

/** Values of days that end with today. */
function lineOf(...values: number[]): TrendLine | null {
  return trendOf(values.map((value, i) => [TODAY.day - values.length + 1 + i, value]));
}

describe('trendOf', () => {
  it('is by hand: values 1, 3, 2, 4 grow by 0.8 a day, give or take the square root of 0.9 / 5', () => {
    const trend = lineOf(1, 3, 2, 4);

    expect(trend?.perDay).toBeCloseTo(0.8, 12);
    expect(trend?.standardError).toBeCloseTo(Math.sqrt(1.8 / 2 / 5), 12);
    expect(trend?.days).toBe(4);
    expect(trend?.at(TODAY.day)).toBeCloseTo(3.7, 12);
  });

  it('counts days without a value as time that passed', () => {
    expect(
      trendOf([
        [100, 10],
        [110, 15],
      ]),
    ).toMatchObject({ perDay: 0.5, standardError: null, days: 2 });
  });

  it('is none of fewer than two days', () => {
    expect(trendOf([])).toBeNull();
    expect(trendOf([[100, 1]])).toBeNull();
  });

  it('of values on a line is that line, without an error', () => {
    const amount = fc.integer({ min: -1000, max: 1000 });
    fc.assert(
      fc.property(amount, amount, fc.integer({ min: 3, max: 60 }), (start, step, days) => {
        const trend = lineOf(...Array.from({ length: days }, (_, i) => start + step * i));
        expect(trend?.perDay).toBeCloseTo(step, 6);
        expect(trend?.standardError).toBeCloseTo(0, 6);
      }),
    );
  });
});

describe('projectedOn', () => {
  const falling = { targetValue: 80, direction: 'down', currentValue: 86 } as const;

  it('is the day on which the line reaches the target, whichever way it goes', () => {
    expect(projectedOn(lineOf(90, 89.5, 89), falling, TODAY)).toBe('2026-03-30');
    expect(projectedOn(lineOf(10, 20), { targetValue: 45, direction: 'up', currentValue: 20 }, TODAY)).toBe(
      '2026-03-15',
    );
  });

  it('is today where the line is there before the value is', () => {
    expect(projectedOn(lineOf(90, 80, 70, 85), falling, TODAY)).toBe('2026-03-12');
  });

  it.each([
    ['the line leads away', lineOf(80, 81), falling],
    ['the line is flat', lineOf(85, 85), falling],
    ['it would take more than a hundred years', lineOf(90, 89.9999), falling],
    ['the target is reached', lineOf(90, 80), { ...falling, currentValue: 80 }],
    ['there is no target', lineOf(90, 89), { ...falling, targetValue: null }],
    ['there is no value', lineOf(90, 89), { ...falling, currentValue: null }],
    ['there is no line', null, falling],
  ])('is none where %s', (_, line, goal) => {
    expect(projectedOn(line, goal, TODAY)).toBeNull();
  });
});
