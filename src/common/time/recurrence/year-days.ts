import { civilOf, epochDayOf, weekdayOf, weekStartOf, type Weekday } from '../civil.js';
import { DateLimits, monthFrame, WeekdayLimits, type Frame } from './day-limits.js';
import type { Rule, RuleWeekday } from './rule.js';
import type { Search } from './search.js';

const MONTHS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

/** The days of a `FREQ=YEARLY` rule, year by year. */
export class YearDays {
  private readonly dates: DateLimits;
  private readonly weekdays: WeekdayLimits;
  private readonly weeks: WeekLimits;
  private readonly countsInMonths: boolean;

  constructor(rule: Rule, startDay: number) {
    const parts = withStartsDay(rule, startDay);
    this.dates = new DateLimits(parts);
    this.weekdays = new WeekdayLimits(parts.byDay);
    this.weeks = new WeekLimits(rule);
    // The second Tuesday is that of the month when the rule names months, else that of the year.
    this.countsInMonths = rule.byMonth.length > 0;
  }

  /** The days of this year, ascending. */
  of(year: number, search: Search): number[] {
    const frame = { first: epochDayOf(year, 1, 1), last: epochDayOf(year, 12, 31) };
    return MONTHS.flatMap((month) =>
      this.daysOf({ year, month }, this.countsInMonths ? monthFrame(year, month) : frame, search),
    );
  }

  private daysOf(
    { year, month }: { readonly year: number; readonly month: number },
    frame: Frame,
    search: Search,
  ): number[] {
    return this.dates
      .daysOf(year, month, search)
      .filter((day) => this.weekdays.allowsWithin(day, frame) && this.weeks.allows(day));
  }
}

type DayParts = Pick<Rule, 'byMonth' | 'byMonthDay' | 'byYearDay'> & {
  readonly byDay: readonly RuleWeekday[];
};

/** What the rule leaves open comes from its start: the weekday beside a week number, else the day, else the month too. */
function withStartsDay(rule: Rule, startDay: number): DayParts {
  if (rule.byYearDay.length > 0 || rule.byMonthDay.length > 0 || rule.byDay.length > 0) return rule;
  if (rule.byWeekNo.length > 0) return { ...rule, byDay: [{ weekday: weekdayOf(startDay), ordinal: null }] };
  const { month, day } = civilOf(startDay);
  return { ...rule, byMonthDay: [day], byMonth: rule.byMonth.length > 0 ? rule.byMonth : [month] };
}

/** The days that `BYWEEKNO` leaves. Week 1 is the first with four days in the year; a week may reach over New Year. */
class WeekLimits {
  private readonly numbers: ReadonlySet<number>;
  private readonly weekStart: Weekday;
  private latest: WeeksOfYear = { year: NaN, first: NaN, count: NaN };

  constructor(rule: Rule) {
    this.numbers = new Set(rule.byWeekNo);
    this.weekStart = rule.weekStart;
  }

  allows(epochDay: number): boolean {
    if (this.numbers.size === 0) return true;
    // The middle of the week decides which year the week belongs to.
    const { year } = civilOf(weekStartOf(epochDay, this.weekStart) + 3);
    const { first, count } = this.weeksOf(year);
    const number = Math.floor((epochDay - first) / 7) + 1;
    return this.numbers.has(number) || this.numbers.has(number - count - 1);
  }

  private weeksOf(year: number): WeeksOfYear {
    if (this.latest.year !== year) {
      const first = this.firstWeekOf(year);
      this.latest = { year, first, count: (this.firstWeekOf(year + 1) - first) / 7 };
    }
    return this.latest;
  }

  private firstWeekOf(year: number): number {
    return weekStartOf(epochDayOf(year, 1, 4), this.weekStart);
  }
}

/** The first day of a year's week 1, and how many weeks the year has. */
interface WeeksOfYear {
  readonly year: number;
  readonly first: number;
  readonly count: number;
}
