import { civilOf, epochDayOf, SECONDS_PER_DAY, weekdayOf, weekStartOf } from '../civil.js';
import { DateLimits, monthFrame, WeekdayLimits } from './day-limits.js';
import type { Periods } from './periods.js';
import type { Rule } from './rule.js';
import type { Search } from './search.js';
import { YearDays } from './year-days.js';

/** Weeks, months or years: their days are listed one by one. */
abstract class CalendarPeriods implements Periods {
  readonly basesEach: number | null = null;
  abstract readonly basesMost: number;

  constructor(private readonly interval: number) {}

  indexAt(local: number): number {
    return Math.floor(this.unitsFromStart(Math.floor(local / SECONDS_PER_DAY)) / this.interval);
  }

  seek(index: number, search: Search): number | null {
    return search.mayLook(this.firstDayOf(index * this.interval) * SECONDS_PER_DAY) ? index : null;
  }

  basesOf(index: number, search: Search): readonly number[] {
    return this.daysOf(index * this.interval, search).map((day) => day * SECONDS_PER_DAY);
  }

  /** How many weeks (months, years) after the one of the start this day is. */
  protected abstract unitsFromStart(epochDay: number): number;

  protected abstract firstDayOf(units: number): number;

  /** The days of the rule in the week (month, year) that is so many after the one of the start, ascending. */
  protected abstract daysOf(units: number, search: Search): number[];
}

/** The periods of `FREQ=WEEKLY`, which begin on `WKST`. */
export class WeeklyPeriods extends CalendarPeriods {
  override readonly basesEach: number | null;
  override readonly basesMost: number;
  private readonly origin: number;
  private readonly dates: DateLimits;
  private readonly offsets: readonly number[];

  constructor(rule: Rule, startDay: number) {
    super(rule.interval);
    this.origin = weekStartOf(startDay, rule.weekStart);
    this.dates = new DateLimits(rule);
    const weekdays = rule.byDay.length > 0 ? rule.byDay.map(({ weekday }) => weekday) : [weekdayOf(startDay)];
    this.offsets = [0, 1, 2, 3, 4, 5, 6].filter((offset) =>
      weekdays.includes(weekdayOf(this.origin + offset)),
    );
    this.basesMost = this.offsets.length;
    this.basesEach = this.dates.isOpen ? this.basesMost : null;
  }

  protected override unitsFromStart(epochDay: number): number {
    return Math.floor((epochDay - this.origin) / 7);
  }

  protected override firstDayOf(weeks: number): number {
    return this.origin + weeks * 7;
  }

  protected override daysOf(weeks: number): number[] {
    const first = this.firstDayOf(weeks);
    return this.offsets.map((offset) => first + offset).filter((day) => this.dates.allows(day));
  }
}

/** The periods of `FREQ=MONTHLY`. */
export class MonthlyPeriods extends CalendarPeriods {
  override readonly basesMost = 31;
  private readonly origin: number;
  private readonly dates: DateLimits;
  private readonly weekdays: WeekdayLimits;

  constructor(rule: Rule, startDay: number) {
    super(rule.interval);
    const { year, month, day } = civilOf(startDay);
    this.origin = year * 12 + month - 1;
    const takesStart = rule.byMonthDay.length === 0 && rule.byDay.length === 0;
    this.dates = new DateLimits(takesStart ? { ...rule, byMonthDay: [day] } : rule);
    this.weekdays = new WeekdayLimits(rule.byDay);
  }

  protected override unitsFromStart(epochDay: number): number {
    const { year, month } = civilOf(epochDay);
    return year * 12 + month - 1 - this.origin;
  }

  protected override firstDayOf(months: number): number {
    const { year, month } = this.monthOf(months);
    return epochDayOf(year, month, 1);
  }

  protected override daysOf(months: number, search: Search): number[] {
    const { year, month } = this.monthOf(months);
    const frame = monthFrame(year, month);
    return this.dates.daysOf(year, month, search).filter((day) => this.weekdays.allowsWithin(day, frame));
  }

  private monthOf(months: number): { year: number; month: number } {
    const index = this.origin + months;
    return { year: Math.floor(index / 12), month: (index % 12) + 1 };
  }
}

/** The periods of `FREQ=YEARLY`. */
export class YearlyPeriods extends CalendarPeriods {
  override readonly basesMost = 366;
  private readonly origin: number;
  private readonly days: YearDays;

  constructor(rule: Rule, startDay: number) {
    super(rule.interval);
    this.origin = civilOf(startDay).year;
    this.days = new YearDays(rule, startDay);
  }

  protected override unitsFromStart(epochDay: number): number {
    return civilOf(epochDay).year - this.origin;
  }

  protected override firstDayOf(years: number): number {
    return epochDayOf(this.origin + years, 1, 1);
  }

  protected override daysOf(years: number, search: Search): number[] {
    return this.days.of(this.origin + years, search);
  }
}
