import { describe, expect, it } from '@jest/globals';
import { InvalidError } from '../errors/app-error.js';
import { readingProblem } from './reading.js';

describe('reading a text', () => {
  it('tells what the parser says', () => {
    const refuse = (): never => {
      throw new InvalidError('zone_invalid', 'must be a zone');
    };

    expect(readingProblem('x', refuse)).toBe('must be a zone');
    expect(readingProblem('x', () => 1)).toBeUndefined();
  });

  it('hides no mistake of the parser itself', () => {
    const broken = (): never => {
      throw new TypeError('undefined is no function');
    };

    expect(() => readingProblem('x', broken)).toThrow(TypeError);
  });
});
