import { InvalidError } from '../../../../../common/errors/app-error.js';
import {
  addMonths,
  daysBetween,
  parseLocalDate,
  type LocalDate,
} from '../../../../../common/time/local-date.js';
import { userDay, type DayRules } from '../../../../../common/time/user-day.js';
import { HISTORY_YEARS } from '../standing/draw-schedule.js';

const CLOCK_SKEW_MS = 5 * 60_000;
const DAYS_APART = 1;

/** A moment and the day that it counts for. */
export interface EntryDay {
  readonly loggedAt: Date;
  readonly localDate: LocalDate;
}

/** When something happened, as the client says it. */
export interface GivenDay {
  readonly loggedAt: Date;
  /** `YYYY-MM-DD` */
  readonly localDate?: string | undefined;
}

/**
 * The day that something counts for: the user's day of that moment, or what the device says, a day more or less, since
 * it may have been offline in another zone. Throws InvalidError for moments to come, or before the history.
 */
export function entryDay({ loggedAt, localDate }: GivenDay, rules: DayRules, now: Date): EntryDay {
  if (loggedAt.getTime() > now.getTime() + CLOCK_SKEW_MS) {
    throw InvalidError.field('loggedAt', 'must not lie in the future');
  }
  const day = userDay(loggedAt, rules);
  if (day < addMonths(userDay(now, rules), -12 * HISTORY_YEARS)) {
    throw InvalidError.field('loggedAt', `must lie within the last ${HISTORY_YEARS} years`);
  }
  if (localDate === undefined) return { loggedAt, localDate: day };
  const given = parseLocalDate(localDate);
  if (Math.abs(daysBetween(day, given)) > DAYS_APART) {
    throw InvalidError.field(
      'localDate',
      `must be the day of loggedAt (${day} for you), or the day before or after`,
    );
  }
  return { loggedAt, localDate: given };
}
