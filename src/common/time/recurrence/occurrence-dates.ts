import { SECONDS_PER_DAY } from '../civil.js';
import { fromEpochDay, toEpochDay, type LocalDate } from '../local-date.js';
import { lastBefore } from './backwards.js';
import { NominalTimes } from './nominal-times.js';
import type { DateRecurrence } from './recurrence.js';
import { PERIOD_SECONDS, type Rule, type Until } from './rule.js';
import { checkDateRule } from './rule-checks.js';
import { Budget, END_OF_TIME, Search } from './search.js';
import { takeAtMost } from './take.js';

const END_DAY = END_OF_TIME / SECONDS_PER_DAY;

/** Which days are wanted: from `from` (included, else the start) to `before` (excluded), at most `limit`. */
export interface DateWindow {
  readonly from?: LocalDate | undefined;
  readonly before?: LocalDate | undefined;
  readonly limit: number;
}

/** Days in order; `truncated` when the window has, or may have, more. */
export interface OccurrenceDates {
  readonly dates: readonly LocalDate[];
  readonly truncated: boolean;
}

/** Expands a series of days; for a rule that takes too many steps, what was found until then, truncated. */
export function occurrenceDates(
  recurrence: DateRecurrence,
  { from, before, limit }: DateWindow,
  budget = new Budget(),
): OccurrenceDates {
  const range = {
    from: toEpochDay(from ?? recurrence.start),
    before: before === undefined ? END_DAY : toEpochDay(before),
  };
  const { values, truncated } = takeAtMost(limit, new SeriesDays(recurrence, range, budget), budget);
  return { dates: values.map(fromEpochDay), truncated };
}

/** The first day of the series after this one, if any; throws `RecurrenceTooExpensive` when that takes too many steps. */
export function nextDate(recurrence: DateRecurrence, after: LocalDate): LocalDate | null {
  const range = { from: toEpochDay(after) + 1, before: END_DAY };
  const budget = new Budget();
  const day = new SeriesDays(recurrence, range, budget).next();
  budget.refuseIfSpent();
  return day === null ? null : fromEpochDay(day);
}

/** The last day of the series before this one, if any; throws `RecurrenceTooExpensive` when that takes too many steps. */
export function previousDate(recurrence: DateRecurrence, before: LocalDate): LocalDate | null {
  const { frequency, interval } = recurrence.rule;
  const budget = new Budget();
  const day = lastBefore<number>(
    {
      earliest: toEpochDay(recurrence.start),
      before: toEpochDay(before),
      firstSpan: (PERIOD_SECONDS[frequency] / SECONDS_PER_DAY) * interval,
    },
    (from, until) => new SeriesDays(recurrence, { from, before: until }, budget).next(),
    (found) => found,
  );
  budget.refuseIfSpent();
  return day === null ? null : fromEpochDay(day);
}

/** The epoch days of a series, as midnights of the engine's clock; no zone is asked, so no day has 23 hours. */
class SeriesDays {
  private readonly nominal: NominalTimes;
  private readonly exceptions: ReadonlySet<number>;
  private readonly before: number;

  constructor(
    { rule, start, exdates }: DateRecurrence,
    range: { from: number; before: number },
    budget: Budget,
  ) {
    this.exceptions = new Set(exdates?.map(toEpochDay));
    this.before = Math.min(range.before, endOf(rule.until));
    this.nominal = new NominalTimes(
      ofWholeDays(rule),
      { start: toEpochDay(start) * SECONDS_PER_DAY, from: range.from * SECONDS_PER_DAY },
      new Search(this.before * SECONDS_PER_DAY, budget),
    );
  }

  next(): number | null {
    for (;;) {
      const local = this.nominal.next();
      const day = (local ?? Infinity) / SECONDS_PER_DAY;
      if (day >= this.before) return null;
      if (!this.exceptions.has(day)) return day;
    }
  }
}

/** RFC 5545: parts below the day are ignored when the start is a date. */
function ofWholeDays(rule: Rule): Rule {
  checkDateRule(rule);
  return { ...rule, byHour: [], byMinute: [], bySecond: [] };
}

/** The day after the last one that `UNTIL` allows; of a time, only its date counts. */
function endOf(until: Until | null): number {
  switch (until?.kind) {
    case undefined:
      return Infinity;
    case 'date':
      return until.epochDay + 1;
    case 'local':
      return Math.floor(until.localSeconds / SECONDS_PER_DAY) + 1;
    case 'utc':
      return Math.floor(until.epochSeconds / SECONDS_PER_DAY) + 1;
  }
}
