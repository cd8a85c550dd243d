import type { ValidationError } from 'class-validator';
import type { ErrorDetail } from '../errors/app-error.js';

/** class-validator's name for a field that the class does not have. */
export const UNKNOWN_FIELD = 'whitelistValidation';

/** One detail for each wrong field, with its whole path; class-validator's `$property` prefix is dropped. */
export function detailsOf(
  { property, constraints, children }: ValidationError,
  prefix: string,
): ErrorDetail[] {
  const field = /^\d+$/.test(property)
    ? `${prefix}[${property}]`
    : prefix === ''
      ? property
      : `${prefix}.${property}`;
  const [name, text] = Object.entries(constraints ?? {})[0] ?? [];
  const own =
    name === undefined || text === undefined ? [] : [{ field, message: wording(name, text, property) }];
  return [...own, ...(children ?? []).flatMap((child) => detailsOf(child, field))];
}

function wording(constraint: string, text: string, property: string): string {
  if (constraint === UNKNOWN_FIELD) return 'is not a field that this request knows';
  return text.startsWith(`${property} `) ? text.slice(property.length + 1) : text;
}
