import { ValidateBy, type ValidationOptions } from 'class-validator';
import { parseRule } from '../time/recurrence/parse.js';
import { readingProblem } from './reading.js';

/** A recurrence rule of RFC 5545, without the prefix. */
export function IsRecurrenceRule(options?: ValidationOptions): PropertyDecorator {
  return ValidateBy(
    {
      name: 'isRecurrenceRule',
      validator: {
        validate: (value) => ruleProblem(value) === undefined,
        defaultMessage: (args) => ['$property', ruleProblem(args?.value)].join(' '),
      },
    },
    options,
  );
}

function ruleProblem(value: unknown): string | undefined {
  if (typeof value !== 'string')
    return 'must be a recurrence rule (RFC 5545), such as FREQ=WEEKLY;BYDAY=MO,TH';
  const problem = readingProblem(value, parseRule);
  return problem && `is not a valid recurrence rule: ${problem}`;
}
