import { InvalidError } from '../../../../common/errors/app-error.js';
import {
  addDays,
  addMonths,
  daysBetween,
  parseLocalDate,
  toEpochDay,
  type LocalDate,
} from '../../../../common/time/local-date.js';
import { HISTORY_YEARS, HORIZON_YEARS } from './standing/draw-schedule.js';
import { FREEZE_LIMITS, type Freeze } from './tracker.contract.js';

/** A freeze as a client says it, days as `YYYY-MM-DD`. */
export interface GivenFreeze {
  readonly from: string;
  readonly to: string;
}

/** The freezes in order, those that overlap or follow each other as one. Throws InvalidError for what is no range. */
export function freezesOf(given: readonly GivenFreeze[], today: LocalDate): Freeze[] {
  const earliest = addMonths(today, -12 * HISTORY_YEARS);
  const latest = addMonths(today, 12 * HORIZON_YEARS);
  const freezes = given.map(({ from, to }, i) => {
    const freeze = { from: parseLocalDate(from), to: parseLocalDate(to) };
    const days = daysBetween(freeze.from, freeze.to) + 1;
    if (days < 1) throw refused(i, 'must not end before it begins');
    if (days > FREEZE_LIMITS.days) throw refused(i, `must last at most ${FREEZE_LIMITS.days} days`);
    if (freeze.from < earliest || freeze.to > latest) {
      throw refused(i, `must lie within the last ${HISTORY_YEARS} and the next ${HORIZON_YEARS} years`);
    }
    return freeze;
  });
  return merged(freezes);
}

/** Every frozen day, by its number. */
export function* frozenDays(freezes: readonly Freeze[]): Generator<number> {
  for (const { from, to } of freezes) {
    const last = toEpochDay(to);
    for (let day = toEpochDay(from); day <= last; day += 1) yield day;
  }
}

/** The freezes as PostgreSQL writes ranges of days. */
export function toMultirange(freezes: readonly Freeze[]): string {
  return `{${freezes.map(({ from, to }) => `[${from},${to}]`).join(',')}}`;
}

function merged(freezes: readonly Freeze[]): Freeze[] {
  const result: Freeze[] = [];
  for (const freeze of freezes.toSorted((a, b) => toEpochDay(a.from) - toEpochDay(b.from))) {
    const last = result.at(-1);
    if (last && freeze.from <= addDays(last.to, 1)) {
      result[result.length - 1] = { from: last.from, to: freeze.to > last.to ? freeze.to : last.to };
    } else result.push(freeze);
  }
  return result;
}

function refused(index: number, message: string): InvalidError {
  return InvalidError.field(`freezes[${index}]`, message);
}
