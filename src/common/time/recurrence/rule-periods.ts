import { remainder, SECONDS_PER_DAY } from '../civil.js';
import { MonthlyPeriods, WeeklyPeriods, YearlyPeriods } from './calendar-periods.js';
import { ClockTimes } from './clock-times.js';
import type { Periods } from './periods.js';
import { PERIOD_SECONDS, type Rule } from './rule.js';
import { UnitPeriods } from './unit-periods.js';

/** The periods of a rule that starts at this local second. */
export function periodsOf(rule: Rule, start: number): Periods {
  const startDay = Math.floor(start / SECONDS_PER_DAY);
  switch (rule.frequency) {
    case 'YEARLY':
      return new YearlyPeriods(rule, startDay);
    case 'MONTHLY':
      return new MonthlyPeriods(rule, startDay);
    case 'WEEKLY':
      return new WeeklyPeriods(rule, startDay);
    case 'DAILY':
    case 'HOURLY':
    case 'MINUTELY':
    case 'SECONDLY':
      return new UnitPeriods(rule, start, PERIOD_SECONDS[rule.frequency]);
  }
}

/** The times within each base of a period: what the rule says, else what the start says. */
export function timesOf(rule: Rule, start: number): ClockTimes {
  const hours = chosen(rule.byHour, Math.floor(remainder(start, SECONDS_PER_DAY) / 3_600));
  const minutes = chosen(rule.byMinute, Math.floor(remainder(start, 3_600) / 60));
  // A leap second is a time that this clock never shows.
  const seconds = chosen(rule.bySecond, remainder(start, 60)).filter((second) => second < 60);
  switch (rule.frequency) {
    case 'HOURLY':
      return new ClockTimes([0], minutes, seconds);
    case 'MINUTELY':
      return new ClockTimes([0], [0], seconds);
    case 'SECONDLY':
      return new ClockTimes([0], [0], [0]);
    case 'YEARLY':
    case 'MONTHLY':
    case 'WEEKLY':
    case 'DAILY':
      return new ClockTimes(hours, minutes, seconds);
  }
}

function chosen(values: readonly number[], ofStart: number): readonly number[] {
  return values.length > 0 ? values : [ofStart];
}
