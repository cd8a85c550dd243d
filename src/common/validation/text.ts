import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { ValidateBy, type ValidationOptions } from 'class-validator';

/** What a text may be: its length in code points, and whether it may have several lines. */
export interface TextRules {
  readonly min?: number;
  readonly max: number;
  readonly multiline?: boolean;
}

// Control characters have no meaning in a text, and PostgreSQL can't store NUL.
const CONTROL = /[\u0000-\u001f\u007f\u2028\u2029]/;
const CONTROL_BUT_LINES = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

/** What is wrong with a text, or undefined. */
export function textProblem(
  value: unknown,
  { min = 1, max, multiline = false }: TextRules,
): string | undefined {
  if (typeof value !== 'string') return 'must be a string';
  if ((multiline ? CONTROL_BUT_LINES : CONTROL).test(value)) return 'must not contain control characters';
  if (!value.isWellFormed()) return 'must be well-formed Unicode';
  const length = Array.from(value.trim()).length;
  if (length < min) return min === 1 ? 'must not be empty' : `must be at least ${min} characters long`;
  return Array.from(value).length > max ? `must be at most ${max} characters long` : undefined;
}

/** A text that a person wrote: bounded, without control characters, well-formed. Its bounds are documented. */
export function IsText(rules: TextRules, options?: ValidationOptions): PropertyDecorator {
  const validate = ValidateBy(
    {
      name: 'isText',
      constraints: [rules],
      validator: {
        validate: (value) => textProblem(value, rules) === undefined,
        defaultMessage: (args) => `$property ${textProblem(args?.value, rules) ?? 'must be a string'}`,
      },
    },
    options,
  );
  const { min = 1, max } = rules;
  return options?.each
    ? validate
    : applyDecorators(ApiProperty({ minLength: min, maxLength: max }), validate);
}
