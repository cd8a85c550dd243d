import { InvalidError } from '../../errors/app-error.js';

/** A recurrence rule that cannot be read; the message says which part is wrong and what it may be. */
export class InvalidRule extends InvalidError {
  constructor(
    message: string,
    { field = 'rrule', cause }: { readonly field?: string; readonly cause?: unknown } = {},
  ) {
    super('rrule_invalid', message, { cause, details: [{ field, message }] });
  }
}

/** A rule that is legal but takes more steps to answer than any honest one. */
export class RecurrenceTooExpensive extends InvalidError {
  constructor() {
    const message =
      'the rule takes too many steps to expand; use UNTIL instead of COUNT, a longer FREQ or fewer parts';
    super('recurrence_too_expensive', message, { details: [{ field: 'rrule', message }] });
  }
}
