import { describe, expect, it } from '@jest/globals';
import { InvalidError } from '../../../../../common/errors/app-error.js';
import { entryValue } from './entry-value.js';

describe('entryValue', () => {
  it('is 1 for a habit that says no other', () => {
    expect(entryValue({ kind: 'habit', steps: null }, { isSkip: false })).toBe(1);
    expect(entryValue({ kind: 'habit', steps: null }, { value: 0.5, isSkip: false })).toBe(0.5);
  });

  it('is null for a skip', () => {
    expect(entryValue({ kind: 'number', steps: null }, { isSkip: true })).toBeNull();
  });

  it.each([
    ['a skip with a value', 'habit', { value: 1, isSkip: true }],
    ['a number without a value', 'number', { isSkip: false }],
    ['a mark without a value', 'scale', { value: null, isSkip: false }],
    ['half a mark', 'scale', { value: 2.5, isSkip: false }],
  ] as const)('refuses %s', (_, kind, given) => {
    expect(() => entryValue({ kind, steps: null }, given)).toThrow(InvalidError);
  });

  it('takes as many marks as the scale has names', () => {
    const scale = { kind: 'scale', steps: ['awful', 'meh', 'good'] } as const;

    expect(entryValue(scale, { value: 3, isSkip: false })).toBe(3);
    expect(() => entryValue(scale, { value: 4, isSkip: false })).toThrow(InvalidError);
  });

  it('takes any number, and whole marks', () => {
    expect(entryValue({ kind: 'number', steps: null }, { value: -0.25, isSkip: false })).toBe(-0.25);
    expect(entryValue({ kind: 'scale', steps: null }, { value: 4, isSkip: false })).toBe(4);
  });
});
