import { describe, expect, it } from '@jest/globals';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { IsEmailAddress, normalizeEmail } from './email.js';

class Holder {
  @IsEmailAddress()
  email: unknown;
}

const read = (email: unknown): Holder => plainToInstance(Holder, { email });
const isGood = (email: unknown): boolean => validateSync(read(email)).length === 0;

describe('e-mail addresses', () => {
  it.each([
    [' Ada@Example.ORG ', 'ada@example.org'],
    ['ada+inbox@example.org', 'ada+inbox@example.org'],
    ['ada@Bücher.example', 'ada@xn--bcher-kva.example'],
    ['ada@xn--bcher-kva.example', 'ada@xn--bcher-kva.example'],
  ])('have one spelling: %s', (written, spelling) => {
    expect(normalizeEmail(written)).toBe(spelling);
    expect(read(written).email).toBe(spelling);
    expect(isGood(written)).toBe(true);
  });

  it.each([
    '',
    'ada',
    'ada@',
    '@example.org',
    'ada@exam ple.org',
    'ada@ ü .org',
    'ädä@example.org',
    null,
    7,
    ['a@b.org'],
  ])('are not anything else: %j', (value) => {
    expect(isGood(value)).toBe(false);
  });
});
