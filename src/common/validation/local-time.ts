import { ValidateBy, type ValidationOptions } from 'class-validator';
import { isLocalTime } from '../time/local-time.js';

/** A time of the wall clock. */
export function IsLocalTime(options?: ValidationOptions): PropertyDecorator {
  return ValidateBy(
    {
      name: 'isLocalTime',
      validator: {
        validate: (value) => typeof value === 'string' && isLocalTime(value),
        defaultMessage: () => '$property must be a time (HH:MM), such as 04:30',
      },
    },
    options,
  );
}
