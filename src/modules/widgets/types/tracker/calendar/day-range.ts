import { rangeEndOf, type GivenDays } from '../../../../../common/time/day-range.js';
import { InvalidError } from '../../../../../common/errors/app-error.js';
import {
  addDays,
  addMonths,
  daysBetween,
  parseLocalDate,
  type LocalDate,
} from '../../../../../common/time/local-date.js';
import type { DayRange } from './tracker-calendar.repository.js';

const LONGEST_DAYS = 366;
const EARLIEST = '1901-01-01';
const LATEST = '2099-12-31';

/** The range; by default the month of today, or the month that begins with the day given. Throws InvalidError. */
export function rangeOf(given: GivenDays, today: LocalDate): DayRange {
  const { last: end, field, order, tooLong } = rangeEndOf(given);
  checkYears('from', given.from);
  checkYears(field, end);
  const first = parseLocalDate(given.from ?? `${(end ?? today).slice(0, 7)}-01`);
  const last = end ?? addDays(addMonths(first, 1), -1);
  const days = daysBetween(first, last) + 1;
  if (days < 1) throw InvalidError.field('from', order);
  if (days > LONGEST_DAYS) throw InvalidError.field(field, tooLong(LONGEST_DAYS));
  return { from: first, to: last };
}

function checkYears(field: string, date: string | undefined): void {
  if (date !== undefined && (date < EARLIEST || date > LATEST))
    throw InvalidError.field(field, `must lie between ${EARLIEST} and ${LATEST}`);
}
