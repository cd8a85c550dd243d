import type { LocalDateTime } from '../local-date-time.js';
import type { LocalDate } from '../local-date.js';
import type { Rule } from './rule.js';

/**
 * A series on the wall clock of a zone. `start` stays what the clock shows (never a moment), and is itself an
 * occurrence only if the rule matches it; an exception that is a day removes all of that day.
 */
export interface Recurrence {
  readonly rule: Rule;
  readonly start: LocalDateTime;
  readonly timeZone: string;
  readonly exdates?: readonly (LocalDateTime | LocalDate)[] | undefined;
}

/** A series of days, the same in every zone; parts of the rule below the day do not count. */
export interface DateRecurrence {
  readonly rule: Rule;
  readonly start: LocalDate;
  readonly exdates?: readonly LocalDate[] | undefined;
}
