import { describe, expect, it } from '@jest/globals';
import { textProblem } from './text.js';

describe('textProblem', () => {
  it.each([
    ['a\u0000b', 'control'],
    ['a\nb', 'control'],
    ['a\u2028b', 'control'],
    ['a\ud800b', 'well-formed'],
    ['', 'empty'],
    ['   ', 'empty'],
    [3, 'string'],
    [null, 'string'],
    ['x'.repeat(11), 'at most 10'],
  ])('refuses %j', (value, problem) => {
    expect(textProblem(value, { max: 10 })).toContain(problem);
  });

  it('counts characters as people do, not code units', () => {
    expect(textProblem('📞'.repeat(10), { max: 10 })).toBeUndefined();
    expect(textProblem('abc', { min: 4, max: 10 })).toContain('at least 4');
  });

  it('allows lines where there may be several', () => {
    expect(textProblem('a\r\n\tb', { max: 10, multiline: true })).toBeUndefined();
    expect(textProblem('a\u0007b', { max: 10, multiline: true })).toContain('control');
  });
});
