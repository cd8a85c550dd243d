/** What a check was declared with, such as the limit of `@Max(5)`. */
type Arguments = readonly unknown[];

/**
 * What class-validator's checks say here, by their names. Its own texts repeat the field, and speak of constraints and
 * regular expressions. Types come first: whether a value is too large says nothing to one who sent no number.
 */
const MESSAGES: Readonly<Record<string, (args: Arguments, value: unknown) => string>> = {
  isArray: () => 'must be an array',
  isObject: () => 'must be an object',
  nestedValidation: () => 'must be an object',
  isString: () => 'must be a string',
  isBoolean: () => 'must be a boolean',
  isInt: (_, value) => (isNumber(value) ? 'must be a whole number' : 'must be a number'),
  isNumber: () => 'must be a number',
  arrayMinSize: ([least]) => `must have at least ${items(least)}`,
  arrayMaxSize: ([most]) => `must have at most ${items(most)}`,
  isNotEmpty: () => 'must not be empty',
  minLength: ([least]) => `must be at least ${String(least)} characters long`,
  maxLength: ([most]) => `must be at most ${String(most)} characters long`,
  min: ([least]) => `must be at least ${String(least)}`,
  max: ([most]) => `must be at most ${String(most)}`,
  isIn: ([values]) => `must be one of: ${(values as unknown[]).join(', ')}`,
  arrayUnique: () => 'must not have the same item twice',
};
const ORDER = Object.keys(MESSAGES);

/** What one of class-validator's checks says of a value that it refuses; undefined for a check of ours. */
export function messageOf(check: string, args: Arguments, value: unknown): string | undefined {
  return MESSAGES[check]?.(args, value);
}

/** Whichever of two failed checks has the lower rank says more; a check of ours tells types itself. */
export function rankOf(check: string): number {
  const rank = ORDER.indexOf(check);
  return rank === -1 ? ORDER.indexOf('isNotEmpty') : rank;
}

function isNumber(value: unknown): boolean {
  return typeof value === 'number' && !Number.isNaN(value);
}

function items(count: unknown): string {
  return count === 1 ? '1 item' : `${String(count)} items`;
}
