import { describe, expect, it } from '@jest/globals';
import { validateSync } from 'class-validator';
import fc from 'fast-check';
import { fitsBcrypt, IsNewPassword, normalizePassword, passwordProblem } from './password-rules.js';

class Holder {
  @IsNewPassword()
  password: unknown;
}

describe('a password', () => {
  it.each(['correct horse', '8 chars!', 'x1'.repeat(36), 'пароль-пароль', '🎈🎉🎊🎁🎀🪅🪆🎐'])(
    'may be %s',
    (password) => {
      expect(passwordProblem(password)).toBeUndefined();
    },
  );

  it.each([
    [undefined, 'must be a string'],
    [12345678, 'must be a string'],
    ['short', 'must be at least 8 characters long'],
    ['🎈🎉🎊🎁', 'must be at least 8 characters long'],
    ['x1'.repeat(36) + 'x', 'must be at most 72 bytes long'],
    ['ü1'.repeat(25), 'must be at most 72 bytes long'],
    ['lone \ud83c surrogate', 'must be well-formed Unicode'],
    ['PassWord123', 'is too easy to guess: choose another'],
    ['aaaaaaaaaa', 'is too easy to guess: choose another'],
  ])('may not be %j', (password, problem) => {
    const errors = validateSync(Object.assign(new Holder(), { password }));

    expect(passwordProblem(password)).toBe(problem);
    expect(errors[0]?.constraints).toEqual({ isNewPassword: `password ${problem}` });
  });

  it('may not be what others know of the person', () => {
    expect(passwordProblem('Ada Lovelace', ['ada lovelace'])).toBe('must not be your name or e-mail address');
    expect(passwordProblem('Ada Lovelace!', ['ada lovelace'])).toBeUndefined();
  });

  it('is the same however its letters were composed', () => {
    expect(normalizePassword('cafe\u0301 au lait')).toBe(normalizePassword('caf\u00e9 au lait'));
  });

  it('is never cut by bcrypt once it is accepted', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 100 }), (password) => {
        fc.pre(passwordProblem(password) === undefined);

        expect(Buffer.byteLength(normalizePassword(password))).toBeLessThanOrEqual(72);
        expect(fitsBcrypt(password)).toBe(true);
      }),
    );
  });
});
