import { describe, expect, it } from '@jest/globals';
import { countBelow, elementAt, sortedDistinct } from './sorted.js';

describe('sorted lists', () => {
  it('give the element at an index, and refuse an index outside', () => {
    expect(elementAt(['a', 'b'], 1)).toBe('b');
    expect(() => elementAt(['a', 'b'], 2)).toThrow(RangeError);
  });

  it('sort numbers as numbers and keep each once', () => {
    expect(sortedDistinct([10, 9, -1, 10])).toEqual([-1, 9, 10]);
  });

  it('count the values below a bound', () => {
    const values = [1, 3, 3, 7];
    const counts = [0, 1, 2, 3, 8].map((bound) =>
      countBelow(bound, values.length, (index) => elementAt(values, index)),
    );
    expect(counts).toEqual([0, 0, 1, 1, 4]);
  });
});
