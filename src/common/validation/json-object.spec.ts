import { describe, expect, it } from '@jest/globals';
import { validateSync } from 'class-validator';
import fc from 'fast-check';
import { IsJsonObject, jsonObjectProblem } from './json-object.js';

const BYTES = 64;

class Holder {
  @IsJsonObject(BYTES)
  preferences: unknown;
}

describe('a JSON object of a client', () => {
  it('may hold whatever JSON has', () => {
    const value = { theme: 'dark', list: [1, -0.5, true, null, { deep: 'ü 🎈' }] };

    expect(jsonObjectProblem(value, 1000)).toBeUndefined();
  });

  it.each([
    ['a text', 'must be an object'],
    [null, 'must be an object'],
    [undefined, 'must be an object'],
    [[1, 2], 'must be an object'],
    [{ text: 'x'.repeat(BYTES) }, 'must be at most 64 bytes of JSON'],
    [{ text: 'a\0b' }, 'must contain only well-formed Unicode without NUL'],
    [{ deep: [{ 'a\0b': 1 }] }, 'must contain only well-formed Unicode without NUL'],
    [{ text: '\ud800' }, 'must contain only well-formed Unicode without NUL'],
    [{ number: [Infinity] }, 'must not contain a number that large'],
  ])('is not %j', (value, problem) => {
    const errors = validateSync(Object.assign(new Holder(), { preferences: value }));

    expect(jsonObjectProblem(value, BYTES)).toBe(problem);
    expect(errors[0]?.constraints).toEqual({ isJsonObject: `preferences ${problem}` });
  });

  it('is measured in bytes, not in characters', () => {
    expect(jsonObjectProblem({ a: 'ü'.repeat(28) }, BYTES)).toBeUndefined();
    expect(jsonObjectProblem({ a: 'ü'.repeat(29) }, BYTES)).toBe('must be at most 64 bytes of JSON');
  });

  it('is refused wherever in it a NUL is', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 3 }), fc.string(), (json, key) => {
        const value = { [key]: [JSON.parse(json) as unknown, `${key}\0`] };

        expect(jsonObjectProblem(value, 1e6)).toBe('must contain only well-formed Unicode without NUL');
      }),
    );
  });
});
