import { ValidateBy, type ValidationOptions } from 'class-validator';
import { isTimeZone } from '../time/zone.js';

/** A time zone of the IANA data base. */
export function IsTimeZone(options?: ValidationOptions): PropertyDecorator {
  return ValidateBy(
    {
      name: 'isTimeZone',
      validator: {
        validate: (value) => typeof value === 'string' && isTimeZone(value),
        defaultMessage: () => '$property must be an IANA time zone, such as Europe/Berlin',
      },
    },
    options,
  );
}
