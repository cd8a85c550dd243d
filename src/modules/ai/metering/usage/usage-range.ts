import { InvalidError } from '../../../../common/errors/app-error.js';
import {
  compareDates,
  daysBetween,
  parseLocalDate,
  type LocalDate,
} from '../../../../common/time/local-date.js';
import type { UsageRange } from './usage.contract.js';

const MOST_DAYS = 366;

/** The days that are asked for, by default from the first of the month; throws InvalidError. */
export function usageRange(
  given: { from?: string | undefined; to?: string | undefined },
  today: LocalDate,
): UsageRange {
  const to = parseLocalDate(given.to ?? today);
  const from = parseLocalDate(given.from ?? firstOfMonth(to));
  if (compareDates(from, to) > 0) throw InvalidError.field('from', 'must not be later than to');
  if (daysBetween(from, to) >= MOST_DAYS)
    throw InvalidError.field('to', `must be less than ${MOST_DAYS} days after from`);
  return { from, to };
}

/** The first day of a day's month. */
export function firstOfMonth(day: string): LocalDate {
  return parseLocalDate(`${day.slice(0, 7)}-01`);
}
