import { describe, expect, it } from '@jest/globals';
import { heatLevels } from './heat-level.js';

const day = (value: number | null, credit = 1) => ({ value, credit });

describe('heatLevels', () => {
  it('of a habit go by how much of the day was done', () => {
    const levelOf = heatLevels({ kind: 'habit', steps: null }, []);

    expect([0, 0.1, 0.25, 0.3, 0.5, 0.75, 0.99, 1].map((credit) => levelOf(day(3, credit)))).toEqual([
      0, 1, 1, 2, 2, 3, 4, 4,
    ]);
  });

  it('of a scale go by the mark', () => {
    const fiveMarks = heatLevels({ kind: 'scale', steps: null }, []);
    const twoMarks = heatLevels({ kind: 'scale', steps: ['bad', 'good'] }, []);

    expect([1, 2, 3, 4, 5].map((mark) => fiveMarks(day(mark)))).toEqual([1, 2, 3, 4, 4]);
    expect([1, 2].map((mark) => twoMarks(day(mark)))).toEqual([2, 4]);
  });

  it('of a number go from the smallest to the largest value of the year', () => {
    const year = [day(-10), day(null), day(0), day(5), day(10)];

    expect(year.map(heatLevels({ kind: 'number', steps: null }, year))).toEqual([1, 0, 3, 4, 4]);
    expect([day(7)].map(heatLevels({ kind: 'number', steps: null }, [day(7)]))).toEqual([4]);
  });

  it('are 0 where nothing was logged', () => {
    expect(heatLevels({ kind: 'habit', steps: null }, [])(day(null, 0))).toBe(0);
  });
});
