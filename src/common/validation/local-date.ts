import { ValidateBy, type ValidationOptions } from 'class-validator';
import { isLocalDate } from '../time/local-date.js';

/** A day of the calendar. */
export function IsLocalDate(options?: ValidationOptions): PropertyDecorator {
  return ValidateBy(
    {
      name: 'isLocalDate',
      validator: {
        validate: (value) => typeof value === 'string' && isLocalDate(value),
        defaultMessage: () => '$property must be a date (YYYY-MM-DD), such as 2026-05-31',
      },
    },
    options,
  );
}
