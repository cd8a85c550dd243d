import { ValidateBy } from 'class-validator';

const MIN_CHARACTERS = 8;
// bcrypt reads no further, so what is behind would protect nothing.
const MAX_BYTES = 72;

/** The first that anybody tries, as far as they are long enough to be asked about. */
const COMMON = new Set([
  '1234567890',
  '123456789',
  '12345678',
  '123123123',
  '1q2w3e4r',
  '1q2w3e4r5t',
  '1qaz2wsx',
  '87654321',
  '987654321',
  'abc12345',
  'abcd1234',
  'adminadmin',
  'administrator',
  'baseball',
  'brainboard',
  'changeme',
  'football',
  'iloveyou',
  'letmein1',
  'letmein123',
  'michelle',
  'p@ssw0rd',
  'passw0rd',
  'password',
  'password1',
  'password12',
  'password123',
  'princess',
  'q1w2e3r4',
  'qazwsxedc',
  'qwer1234',
  'qwerty12',
  'qwerty123',
  'qwertyui',
  'qwertyuiop',
  'starwars',
  'sunshine',
  'superman',
  'trustno1',
  'welcome1',
  'welcome123',
]);

/** The one spelling of a password: the same letters typed on different systems are the same password. */
export function normalizePassword(password: string): string {
  return password.normalize('NFC');
}

/** Whether bcrypt reads the whole password. */
export function fitsBcrypt(password: string): boolean {
  return Buffer.byteLength(normalizePassword(password)) <= MAX_BYTES;
}

/** What keeps this from being a password, or undefined; `known` are words that others know of the person. */
export function passwordProblem(password: unknown, known: readonly string[] = []): string | undefined {
  if (typeof password !== 'string') return 'must be a string';
  if (!password.isWellFormed()) return 'must be well-formed Unicode';
  if (Array.from(password).length < MIN_CHARACTERS)
    return `must be at least ${MIN_CHARACTERS} characters long`;
  if (!fitsBcrypt(password)) return `must be at most ${MAX_BYTES} bytes long`;
  const folded = password.toLowerCase();
  if (COMMON.has(folded) || new Set(folded).size === 1) return 'is too easy to guess: choose another';
  if (known.some((word) => word.toLowerCase() === folded)) return 'must not be your name or e-mail address';
  return undefined;
}

/** A password to be set; what others know of the person is checked by the service. */
export function IsNewPassword(): PropertyDecorator {
  return ValidateBy({
    name: 'isNewPassword',
    validator: {
      validate: (value) => passwordProblem(value) === undefined,
      defaultMessage: (args) => `$property ${passwordProblem(args?.value) ?? 'must be a password'}`,
    },
  });
}
