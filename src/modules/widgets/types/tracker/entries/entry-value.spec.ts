import { describe, expect, it } from '@jest/globals';
import { InvalidError } from '../../../../../common/errors/app-error.js';
import { entryValue } from './entry-value.js';

describe('entryValue', () => {
  it('is 1 for a habit that says no other', () => {
    expect(entryValue('habit', { isSkip: false })).toBe(1);
    expect(entryValue('habit', { value: 0.5, isSkip: false })).toBe(0.5);
  });

  it('is null for a skip', () => {
    expect(entryValue('number', { isSkip: true })).toBeNull();
  });

  it.each([
    ['a skip with a value', 'habit', { value: 1, isSkip: true }],
    ['a number without a value', 'number', { isSkip: false }],
    ['a mark without a value', 'scale', { value: null, isSkip: false }],
    ['half a mark', 'scale', { value: 2.5, isSkip: false }],
  ] as const)('refuses %s', (_, kind, given) => {
    expect(() => entryValue(kind, given)).toThrow(InvalidError);
  });

  it('takes any number, and whole marks', () => {
    expect(entryValue('number', { value: -0.25, isSkip: false })).toBe(-0.25);
    expect(entryValue('scale', { value: 4, isSkip: false })).toBe(4);
  });
});
