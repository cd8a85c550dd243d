import { SECONDS_PER_DAY, type Weekday } from '../civil.js';

/** How often a rule's periods come, from the longest to the shortest. */
export const FREQUENCIES = [
  'YEARLY',
  'MONTHLY',
  'WEEKLY',
  'DAILY',
  'HOURLY',
  'MINUTELY',
  'SECONDLY',
] as const;

/** One of the seven frequencies of RFC 5545. */
export type Frequency = (typeof FREQUENCIES)[number];

/** A weekday of a rule: each one of the period, or only the n-th (counted from the end where negative). */
export interface RuleWeekday {
  readonly weekday: Weekday;
  readonly ordinal: number | null;
}

/** The last moment of a rule, included: a day, a reading of the series' clock, or an instant (epoch seconds). */
export type Until =
  | { readonly kind: 'date'; readonly epochDay: number }
  | { readonly kind: 'local'; readonly localSeconds: number }
  | { readonly kind: 'utc'; readonly epochSeconds: number };

/** A recurrence rule of RFC 5545. A part that the text has not is an empty list; lists are ascending and distinct. */
export interface Rule {
  readonly frequency: Frequency;
  readonly interval: number;
  readonly count: number | null;
  readonly until: Until | null;
  readonly byMonth: readonly number[];
  readonly byWeekNo: readonly number[];
  readonly byYearDay: readonly number[];
  readonly byMonthDay: readonly number[];
  readonly byDay: readonly RuleWeekday[];
  readonly byHour: readonly number[];
  readonly byMinute: readonly number[];
  readonly bySecond: readonly number[];
  readonly bySetPos: readonly number[];
  readonly weekStart: Weekday;
}

/** How many seconds a period of each frequency has at most. */
export const PERIOD_SECONDS: Readonly<Record<Frequency, number>> = {
  YEARLY: 366 * SECONDS_PER_DAY,
  MONTHLY: 31 * SECONDS_PER_DAY,
  WEEKLY: 7 * SECONDS_PER_DAY,
  DAILY: SECONDS_PER_DAY,
  HOURLY: 3_600,
  MINUTELY: 60,
  SECONDLY: 1,
};

/** The two letters of each weekday, Monday first. */
export const WEEKDAY_CODES = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;

/** A rule of this frequency with nothing else said, to be completed by spreading. */
export function plainRule(frequency: Frequency): Rule {
  return {
    frequency,
    interval: 1,
    count: null,
    until: null,
    byMonth: [],
    byWeekNo: [],
    byYearDay: [],
    byMonthDay: [],
    byDay: [],
    byHour: [],
    byMinute: [],
    bySecond: [],
    bySetPos: [],
    weekStart: 1,
  };
}
