import { remainder, SECONDS_PER_DAY } from '../civil.js';
import { ClockTimes } from './clock-times.js';
import { DayFilter } from './day-limits.js';
import type { Periods } from './periods.js';
import type { Rule } from './rule.js';
import type { Search } from './search.js';

const JUMPS_BEFORE_DOUBT = 500;

/** Periods of one fixed length, from days to seconds; those that the rule leaves out are jumped over. */
export class UnitPeriods implements Periods {
  readonly basesEach: number | null;
  readonly basesMost = 1;
  private readonly origin: number;
  private readonly step: number;
  private readonly days: DayFilter;
  private readonly clock: ClockTimes;
  private readonly clockIsOpen: boolean;
  /** A day that is known to fit, as most units are of the same day as the one before. */
  private fittingDay = NaN;

  /** @param unit the length of a period in seconds */
  constructor(rule: Rule, start: number, unit: number) {
    this.origin = start - remainder(start, unit);
    this.step = rule.interval * unit;
    this.days = new DayFilter(rule);
    this.clock = clockOf(rule, unit);
    this.clockIsOpen = this.clock.size === SECONDS_PER_DAY / unit;
    this.basesEach = this.days.isOpen && this.clockIsOpen ? 1 : null;
  }

  indexAt(local: number): number {
    return Math.floor((local - this.origin) / this.step);
  }

  seek(index: number, search: Search): number | null {
    let candidate = index;
    for (let jumps = 0; ; jumps += 1) {
      const local = this.origin + candidate * this.step;
      if (!search.mayLook(local)) return null;

      const target = this.firstFitting(local, search);
      if (target === local) return candidate;
      if (target === null || (jumps === JUMPS_BEFORE_DOUBT && !this.canFit())) return null;
      candidate = Math.ceil((target - this.origin) / this.step);
    }
  }

  basesOf(index: number): readonly number[] {
    return [this.origin + index * this.step];
  }

  /** The first second from this one on at which a unit would fit, were there one; null when no day fits. */
  private firstFitting(local: number, search: Search): number | null {
    const today = Math.floor(local / SECONDS_PER_DAY);
    if (today !== this.fittingDay) {
      const day = this.days.firstFrom(today, search);
      if (day === null) return null;
      if (day > today) return day * SECONDS_PER_DAY;
      this.fittingDay = today;
    }
    const midnight = today * SECONDS_PER_DAY;
    return this.clockIsOpen ? local : midnight + this.clock.firstFrom(local - midnight);
  }

  /** Steps of `INTERVAL` reach only some times of the day: whether the rule wants one of these. */
  private canFit(): boolean {
    const divisor = greatestCommonDivisor(this.step, SECONDS_PER_DAY);
    return this.clock.hasRemainder(remainder(this.origin, divisor), divisor);
  }
}

/** The times of the day at which a unit may begin. */
function clockOf(rule: Rule, unit: number): ClockTimes {
  const hours = unit <= 3_600 ? allOr(rule.byHour, 24) : [0];
  const minutes = unit <= 60 ? allOr(rule.byMinute, 60) : [0];
  return new ClockTimes(hours, minutes, unit === 1 ? allOr(rule.bySecond, 60) : [0]);
}

function allOr(chosen: readonly number[], count: number): readonly number[] {
  return chosen.length > 0
    ? chosen.filter((number) => number < count)
    : Array.from({ length: count }, (_, number) => number);
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
