import { ValidateBy, type ValidationOptions } from 'class-validator';
import { parseLocalDateTime } from '../time/local-date-time.js';
import { parseMoment } from '../time/moment.js';
import { readingProblem } from './reading.js';

/** A reading of the wall clock without a zone, or a day alone. */
export function IsLocalDateTime(options?: ValidationOptions): PropertyDecorator {
  return readableBy(
    parseLocalDateTime,
    { name: 'isLocalDateTime', wanted: 'local date and time, such as 2026-05-31T07:30, or a date' },
    options,
  );
}

/** A reading of the wall clock, a day alone, or an instant in UTC. */
export function IsMoment(options?: ValidationOptions): PropertyDecorator {
  return readableBy(
    parseMoment,
    {
      name: 'isMoment',
      wanted: 'date and time, such as 2026-05-31T07:30 (local) or 2026-05-31T05:30Z (UTC), or a date',
    },
    options,
  );
}

function readableBy(
  parse: (text: string) => unknown,
  { name, wanted }: { name: string; wanted: string },
  options: ValidationOptions | undefined,
): PropertyDecorator {
  const message = `must be a ${wanted}`;
  return ValidateBy(
    {
      name,
      validator: {
        validate: (value) => typeof value === 'string' && readingProblem(value, parse) === undefined,
        defaultMessage: () => `$property ${message}`,
      },
    },
    options,
  );
}
