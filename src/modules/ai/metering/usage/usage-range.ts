import { rangeEndOf, type GivenDays } from '../../../../common/time/day-range.js';
import { InvalidError } from '../../../../common/errors/app-error.js';
import {
  addDays,
  compareDates,
  daysBetween,
  parseLocalDate,
  type LocalDate,
} from '../../../../common/time/local-date.js';
import type { UsageRange } from './usage.contract.js';

const MOST_DAYS = 366;

/** The days that are asked for, by default from the first of the month; throws InvalidError. */
export function usageRange(given: GivenDays, today: LocalDate): UsageRange {
  const { last: to = today, field, order, tooLong } = rangeEndOf(given);
  const from = parseLocalDate(given.from ?? firstOfMonth(to));
  if (compareDates(from, to) > 0) throw InvalidError.field('from', order);
  if (daysBetween(from, to) >= MOST_DAYS) throw InvalidError.field(field, tooLong(MOST_DAYS));
  return { from, before: addDays(to, 1), to };
}

/** The first day of a day's month. */
export function firstOfMonth(day: string): LocalDate {
  return parseLocalDate(`${day.slice(0, 7)}-01`);
}
