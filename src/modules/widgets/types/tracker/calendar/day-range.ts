import { InvalidError } from '../../../../../common/errors/app-error.js';
import {
  addDays,
  addMonths,
  daysBetween,
  parseLocalDate,
  type LocalDate,
} from '../../../../../common/time/local-date.js';
import type { DayRange } from './tracker-calendar.repository.js';

/** A range as a client asks for it, days as `YYYY-MM-DD`, both included. */
export interface GivenRange {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

const LONGEST_DAYS = 366;
const EARLIEST = '1901-01-01';
const LATEST = '2099-12-31';

/** The range; by default the month of today, or the month that begins with the day given. Throws InvalidError. */
export function rangeOf({ from, to }: GivenRange, today: LocalDate): DayRange {
  checkYears({ from, to });
  const first = parseLocalDate(from ?? `${(to ?? today).slice(0, 7)}-01`);
  const last = to === undefined ? addDays(addMonths(first, 1), -1) : parseLocalDate(to);
  const days = daysBetween(first, last) + 1;
  if (days < 1) throw InvalidError.field('from', 'must not be later than to');
  if (days > LONGEST_DAYS)
    throw InvalidError.field('to', `must be less than ${LONGEST_DAYS} days after from`);
  return { from: first, to: last };
}

function checkYears(given: GivenRange): void {
  for (const field of ['from', 'to'] as const) {
    const date = given[field];
    if (date !== undefined && (date < EARLIEST || date > LATEST)) {
      throw InvalidError.field(field, `must lie between ${EARLIEST} and ${LATEST}`);
    }
  }
}
