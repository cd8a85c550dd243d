import { ValidateBy, type ValidationOptions } from 'class-validator';
import { parseRule } from '../time/recurrence/parse.js';
import { InvalidRule } from '../time/recurrence/recurrence.errors.js';

/** A recurrence rule of RFC 5545, without the prefix. */
export function IsRecurrenceRule(options?: ValidationOptions): PropertyDecorator {
  return ValidateBy(
    {
      name: 'isRecurrenceRule',
      validator: {
        validate: (value) => ruleProblem(value) === undefined,
        defaultMessage: (args) => `$property ${ruleProblem(args?.value) ?? 'must be a rule'}`,
      },
    },
    options,
  );
}

function ruleProblem(value: unknown): string | undefined {
  if (typeof value !== 'string') return 'must be a rule of RFC 5545, such as FREQ=WEEKLY;BYDAY=MO,TH';
  try {
    parseRule(value);
    return undefined;
  } catch (error) {
    if (error instanceof InvalidRule) return `is not a rule: ${error.message}`;
    throw error;
  }
}
