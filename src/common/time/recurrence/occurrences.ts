import { SECONDS_PER_DAY } from '../civil.js';
import { fromLocalSeconds, toLocalSeconds, type LocalDateTime } from '../local-date-time.js';
import { boundOf, type Moment } from '../moment.js';
import type { ZoneNote } from '../zone.js';
import { lastBefore } from './backwards.js';
import type { Recurrence } from './recurrence.js';
import { PERIOD_SECONDS } from './rule.js';
import { Budget, END_OF_TIME } from './search.js';
import { takeAtMost } from './take.js';
import { ZonedTimes, type ZonedTime } from './zoned-times.js';

/** One occurrence: the time that the rule names, the instant it falls on, and whether the clock skips or repeats it. */
export interface Occurrence {
  readonly local: LocalDateTime;
  readonly at: Date;
  readonly note: ZoneNote;
}

/** Which occurrences are wanted: from `from` (included, else the start) to `before` (excluded), at most `limit`. */
export interface OccurrenceWindow {
  readonly from?: Moment | undefined;
  readonly before?: Moment | undefined;
  readonly limit: number;
}

/** Occurrences in the order of their instants; `truncated` when the window has, or may have, more. */
export interface Occurrences {
  readonly occurrences: readonly Occurrence[];
  readonly truncated: boolean;
}

/** Expands a series within a window; for a rule that takes too many steps, what was found until then, truncated. */
export function occurrences(
  recurrence: Recurrence,
  { from, before, limit }: OccurrenceWindow,
  budget = new Budget(),
): Occurrences {
  const range = {
    from: from === undefined ? earliestInstant(recurrence) : boundOf(from, recurrence.timeZone),
    before: before === undefined ? END_OF_TIME : boundOf(before, recurrence.timeZone),
  };
  const { values, truncated } = takeAtMost(limit, new ZonedTimes(recurrence, range, budget), budget);
  return { occurrences: values.map(toOccurrence), truncated };
}

/** The first occurrence after the instant, if any; throws `RecurrenceTooExpensive` when that takes too many steps. */
export function nextOccurrence(recurrence: Recurrence, after: Date): Occurrence | null {
  const from = boundOf(new Date(after.getTime() + 1), recurrence.timeZone);
  const budget = new Budget();
  const time = new ZonedTimes(recurrence, { from, before: END_OF_TIME }, budget).next();
  budget.refuseIfSpent();
  return time && toOccurrence(time);
}

/** The last occurrence before the instant, if any; throws `RecurrenceTooExpensive` when that takes too many steps. */
export function previousOccurrence(recurrence: Recurrence, before: Date): Occurrence | null {
  const { frequency, interval } = recurrence.rule;
  const budget = new Budget();
  const time = lastBefore<ZonedTime>(
    {
      earliest: earliestInstant(recurrence),
      before: boundOf(before, recurrence.timeZone),
      firstSpan: PERIOD_SECONDS[frequency] * interval,
    },
    (from, until) => new ZonedTimes(recurrence, { from, before: until }, budget).next(),
    ({ at }) => at,
  );
  budget.refuseIfSpent();
  return time && toOccurrence(time);
}

/** An instant before which the series can have none; no offset is as large as a day. */
function earliestInstant({ start }: Recurrence): number {
  return toLocalSeconds(start) - SECONDS_PER_DAY;
}

function toOccurrence({ local, at, note }: ZonedTime): Occurrence {
  return { local: fromLocalSeconds(local), at: new Date(at * 1_000), note };
}
