import { civilOf, daysInMonth, epochDayOf, isLeapYear, weekdayOf } from '../civil.js';
import type { Rule, RuleWeekday } from './rule.js';
import { PATIENCE_YEARS, type Search } from './search.js';

const ALL = -1; // every bit
const PATIENCE_MONTHS = PATIENCE_YEARS * 12;

/** The days that `BYMONTH`, `BYYEARDAY` and `BYMONTHDAY` leave; a part that the rule has not leaves all. */
export class DateLimits {
  readonly isOpen: boolean;
  private readonly months: number;
  private readonly monthDays: number;
  private readonly monthDaysFromEnd: number;
  private readonly yearDays: ReadonlySet<number>;

  constructor(rule: Pick<Rule, 'byMonth' | 'byMonthDay' | 'byYearDay'>) {
    this.isOpen = rule.byMonth.length + rule.byMonthDay.length + rule.byYearDay.length === 0;
    this.months = rule.byMonth.length === 0 ? ALL : bitsOf(rule.byMonth);
    this.monthDays = rule.byMonthDay.length === 0 ? ALL : bitsOf(rule.byMonthDay.filter((day) => day > 0));
    this.monthDaysFromEnd = bitsOf(rule.byMonthDay.filter((day) => day < 0).map((day) => -day));
    this.yearDays = new Set(rule.byYearDay);
  }

  allows(epochDay: number): boolean {
    if (this.isOpen) return true;
    const { year, month, day } = civilOf(epochDay);
    return (
      hasBit(this.months, month) &&
      this.allowsMonthDay(day, daysInMonth(year, month)) &&
      this.allowsYearDay(epochDay - epochDayOf(year, 1, 1) + 1, isLeapYear(year))
    );
  }

  /** The days of the month (1 to 12) that are left, ascending. */
  daysOf(year: number, month: number, search: Search): number[] {
    if (!hasBit(this.months, month)) return [];

    const { first, last } = monthFrame(year, month);
    search.examine(last - first + 1);
    const newYear = epochDayOf(year, 1, 1);
    const isLeap = isLeapYear(year);
    const days: number[] = [];
    for (let day = first; day <= last; day += 1) {
      const isLeft = this.allowsMonthDay(day - first + 1, last - first + 1);
      if (isLeft && this.allowsYearDay(day - newYear + 1, isLeap)) days.push(day);
    }
    return days;
  }

  private allowsMonthDay(day: number, daysInMonth: number): boolean {
    return hasBit(this.monthDays, day) || hasBit(this.monthDaysFromEnd, daysInMonth - day + 1);
  }

  private allowsYearDay(yearDay: number, isLeap: boolean): boolean {
    const fromEnd = yearDay - (isLeap ? 367 : 366);
    return this.yearDays.size === 0 || this.yearDays.has(yearDay) || this.yearDays.has(fromEnd);
  }
}

/** What numbered weekdays are counted in: a month or a year, by its first and last day. */
export interface Frame {
  readonly first: number;
  readonly last: number;
}

/** The first and last day of the month (1 to 12). */
export function monthFrame(year: number, month: number): Frame {
  const first = epochDayOf(year, month, 1);
  return { first, last: first + daysInMonth(year, month) - 1 };
}

/** The days that `BYDAY` leaves; numbers count weekdays within a frame. Without the part, all. */
export class WeekdayLimits {
  readonly isOpen: boolean;
  private readonly every: number;
  private readonly numbered: number;
  private readonly ordinals: ReadonlySet<number>;

  constructor(byDay: readonly RuleWeekday[]) {
    this.isOpen = byDay.length === 0;
    this.every = bitsOf(byDay.filter(({ ordinal }) => ordinal === null).map(({ weekday }) => weekday));
    this.numbered = bitsOf(byDay.filter(({ ordinal }) => ordinal !== null).map(({ weekday }) => weekday));
    this.ordinals = new Set(byDay.map(({ weekday, ordinal }) => ordinalKey(weekday, ordinal ?? 0)));
  }

  allows(epochDay: number): boolean {
    return this.isOpen || hasBit(this.every, weekdayOf(epochDay));
  }

  /** As `allows`, with the numbers. */
  allowsWithin(epochDay: number, { first, last }: Frame): boolean {
    if (this.isOpen) return true;
    const weekday = weekdayOf(epochDay);
    if (hasBit(this.every, weekday)) return true;
    if (!hasBit(this.numbered, weekday)) return false;

    const ordinal = Math.floor((epochDay - first) / 7) + 1;
    const fromEnd = -Math.floor((last - epochDay) / 7) - 1;
    return this.ordinals.has(ordinalKey(weekday, ordinal)) || this.ordinals.has(ordinalKey(weekday, fromEnd));
  }
}

/** The days that a rule of days or shorter periods leaves. */
export class DayFilter {
  readonly isOpen: boolean;
  private readonly dates: DateLimits;
  private readonly weekdays: WeekdayLimits;

  constructor(rule: Rule) {
    this.dates = new DateLimits(rule);
    this.weekdays = new WeekdayLimits(rule.byDay);
    this.isOpen = this.dates.isOpen && this.weekdays.isOpen;
  }

  /** The first day that fits, from this one on; null when there is none in 100 years. */
  firstFrom(epochDay: number, search: Search): number | null {
    // Mostly it is within a week; for what is rare, whole months are passed over.
    for (let day = epochDay; day < epochDay + 7; day += 1) {
      if (this.weekdays.allows(day) && this.dates.allows(day)) return day;
    }

    const start = civilOf(epochDay);
    for (let months = 0; months <= PATIENCE_MONTHS; months += 1) {
      const index = start.month - 1 + months;
      const days = this.dates.daysOf(start.year + Math.floor(index / 12), (index % 12) + 1, search);
      const day = days.find((candidate) => candidate > epochDay && this.weekdays.allows(candidate));
      if (day !== undefined) return day;
    }
    return null;
  }
}

function ordinalKey(weekday: number, ordinal: number): number {
  return weekday * 1_000 + ordinal;
}

function bitsOf(numbers: readonly number[]): number {
  return numbers.reduce((bits, number) => bits | (1 << number), 0);
}

function hasBit(bits: number, number: number): boolean {
  return ((bits >>> number) & 1) === 1;
}
