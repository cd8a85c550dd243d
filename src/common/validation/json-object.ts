import { ValidateBy, type ValidationOptions } from 'class-validator';

/** A JSON object of the client's own, at most so many bytes of JSON, that PostgreSQL's `jsonb` can hold. */
export function IsJsonObject(maxBytes: number, options?: ValidationOptions): PropertyDecorator {
  return ValidateBy(
    {
      name: 'isJsonObject',
      constraints: [maxBytes],
      validator: {
        validate: (value) => jsonObjectProblem(value, maxBytes) === undefined,
        defaultMessage: (args) =>
          `$property ${jsonObjectProblem(args?.value, maxBytes) ?? 'must be an object'}`,
      },
    },
    options,
  );
}

/** What is wrong with a JSON object, or undefined. */
export function jsonObjectProblem(value: unknown, maxBytes: number): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'must be an object';
  if (Buffer.byteLength(JSON.stringify(value)) > maxBytes) return `must be at most ${maxBytes} bytes of JSON`;
  return contentProblem(value);
}

function contentProblem(value: unknown): string | undefined {
  if (typeof value === 'number' && !Number.isFinite(value)) return 'must not contain a number that large';
  if (typeof value === 'string') return textProblem(value);
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, child] of Object.entries(value)) {
    const problem = textProblem(key) ?? contentProblem(child);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function textProblem(text: string): string | undefined {
  return text.isWellFormed() && !text.includes('\0')
    ? undefined
    : 'must contain only well-formed Unicode without NUL';
}
