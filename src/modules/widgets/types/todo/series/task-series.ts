import { addDays, type LocalDate } from '../../../../../common/time/local-date.js';
import { occurrenceDates, previousDate } from '../../../../../common/time/recurrence/occurrence-dates.js';
import { RecurrenceTooExpensive } from '../../../../../common/time/recurrence/recurrence.errors.js';
import type { DateRecurrence } from '../../../../../common/time/recurrence/recurrence.js';
import type { Rule } from '../../../../../common/time/recurrence/rule.js';
import type { DayRules } from '../../../../../common/time/user-day.js';
import { countedFrom } from './counted-from.js';
import { dueDayOf, dueOf, type Due, type Move, type Timing } from './due.js';
import { parseTaskRule, wholeDayRule } from './task-rule.js';

// An occurrence's day on the task's own clock and the user's day on which it is due differ by no more.
const ZONES_APART = 2;

/** What makes a recurring task's series. */
export interface SeriesFacts extends Timing {
  readonly dueDate: LocalDate;
  readonly rrule: string;
}

/** The dates that a recurring task's rule names, on the task's own clock. */
export class TaskSeries {
  readonly rule: Rule;
  private readonly recurrence: DateRecurrence;

  constructor(
    private readonly facts: SeriesFacts,
    private readonly rules: DayRules,
  ) {
    this.rule = wholeDayRule(parseTaskRule(facts.rrule), facts, facts.timeZone ?? rules.timeZone);
    this.recurrence = { rule: this.rule, start: facts.dueDate };
  }

  /** The user's day on which that date's occurrence is due. */
  dueDayOf(date: LocalDate): LocalDate {
    return dueDayOf(date, this.facts, this.rules);
  }

  /** When the occurrence that a date names is due. */
  dueOf(date: LocalDate, move?: Move): Due {
    return dueOf(date, this.facts, this.rules, move);
  }

  has(date: LocalDate): boolean {
    return this.from(date, 1)[0] === date;
  }

  /** At most `limit` dates from `date` on; throws RecurrenceTooExpensive. */
  from(date: LocalDate | null, limit: number): readonly LocalDate[] {
    const { dates, truncated } = occurrenceDates(this.recurrence, { from: date ?? undefined, limit });
    if (truncated && dates.length < limit) throw new RecurrenceTooExpensive();
    return dates;
  }

  /** Dates before `before`, at most `limit`. */
  between(
    from: LocalDate,
    before: LocalDate,
    limit: number,
  ): { dates: readonly LocalDate[]; truncated: boolean } {
    return occurrenceDates(this.recurrence, { from, before, limit });
  }

  previous(date: LocalDate): LocalDate | null {
    return previousDate(this.recurrence, date);
  }

  /** The newest date that is due on the user's day or was before. */
  newestDue(today: LocalDate): LocalDate | null {
    let date = this.previous(addDays(today, ZONES_APART));
    while (date !== null && this.dueDayOf(date) > today) date = this.previous(date);
    return date;
  }

  /** The date that the rule names next when it is counted from a day on which the task was done. */
  countedFrom(day: LocalDate): LocalDate | null {
    return countedFrom(this.rule, day);
  }
}
