import { addDays, daysBetween, type LocalDate } from '../../../../common/time/local-date.js';
import { nextDate } from '../../../../common/time/recurrence/occurrence-dates.js';
import { parseDateRule } from '../../../../common/time/recurrence/parse.js';
import { RecurrenceTooExpensive } from '../../../../common/time/recurrence/recurrence.errors.js';
import type { Frequency } from '../../../widgets/widgets.contract.js';
import type { WidgetState } from '../board-state.js';

/** After this many periods without being shown a widget is shown whatever else there is. */
const MOST_PERIODS = 2;
/** An empty widget is not brought back more often than this. */
const EMPTY_DAYS = 14;

/** How a widget stands to its own frequency on a day. */
export interface Cadence {
  /** Whether its rule names this day; null for a widget without a rule. */
  readonly isOwnDay: boolean | null;
  /** Whether it wants to be seen: by its frequency, or because it never was. */
  readonly isWanted: boolean;
  /** Periods since it wanted to be seen, without bound. */
  readonly periodsLate: number;
  /** Whether it was not shown for two periods. */
  readonly hasWaitedLong: boolean;
  /** The day on which it will be shown at the latest; null if no frequency says so. */
  readonly latestOn: LocalDate | null;
}

/** How a widget stands to its frequency on a date. */
export function cadenceOn(widget: WidgetState, date: LocalDate): Cadence {
  const { frequency, rrule, createdOn, lastShownOn } = widget;
  if (frequency === 'custom') return byRule(rrule !== null && isOccurrence(rrule, createdOn, date));
  if (frequency === 'once' && lastShownOn !== null) return NEVER;

  // A new widget counts as seen on the day before it was made.
  const seenOn = lastShownOn ?? addDays(createdOn, -1);
  const period = PERIOD_DAYS[frequency];
  const days = daysBetween(seenOn, date);
  const wait = longestWait(widget, period);
  const wantedAfter = lastShownOn === null ? 1 : period;
  return {
    isOwnDay: null,
    isWanted: days >= wantedAfter,
    periodsLate: Math.max(0, days - wantedAfter) / period,
    hasWaitedLong: days >= wait,
    latestOn: addDays(seenOn, wait),
  };
}

function longestWait({ isEmpty }: WidgetState, period: number): number {
  const days = MOST_PERIODS * period;
  return isEmpty ? Math.max(days, EMPTY_DAYS) : days;
}

function byRule(isOwnDay: boolean): Cadence {
  return { isOwnDay, isWanted: isOwnDay, periodsLate: 0, hasWaitedLong: false, latestOn: null };
}

const NEVER: Cadence = {
  isOwnDay: null,
  isWanted: false,
  periodsLate: 0,
  hasWaitedLong: false,
  latestOn: null,
};

function isOccurrence(rrule: string, start: LocalDate, date: LocalDate): boolean {
  try {
    return nextDate({ rule: parseDateRule(rrule), start }, addDays(date, -1)) === date;
  } catch (error) {
    // One hostile rule must not cost its user the whole board.
    if (error instanceof RecurrenceTooExpensive) return false;
    throw error;
  }
}

/** Days between two boards that a widget wants to be on. */
const PERIOD_DAYS: Readonly<Record<Exclude<Frequency, 'custom'>, number>> = {
  once: 1,
  daily: 1,
  weekly: 7,
  monthly: 30,
  yearly: 365,
};
