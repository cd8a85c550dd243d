import { SECONDS_PER_DAY } from '../civil.js';
import { InvalidRule } from './recurrence.errors.js';
import { PERIOD_SECONDS, type Frequency, type Rule } from './rule.js';

/** Refuses what RFC 5545 forbids of parts together; throws `InvalidRule`. */
export function checkCombinations(rule: Rule): void {
  if (rule.count !== null && rule.until !== null) throw new InvalidRule('give COUNT or UNTIL, not both');
  if (rule.bySetPos.length > 0 && !selects(rule))
    throw new InvalidRule('BYSETPOS needs another BY part to choose from');

  onlyWith(rule, 'BYWEEKNO', rule.byWeekNo, ['YEARLY']);
  onlyWith(rule, 'BYYEARDAY', rule.byYearDay, ['YEARLY', 'HOURLY', 'MINUTELY', 'SECONDLY']);
  onlyWith(rule, 'BYMONTHDAY', rule.byMonthDay, [
    'YEARLY',
    'MONTHLY',
    'DAILY',
    'HOURLY',
    'MINUTELY',
    'SECONDLY',
  ]);

  const ordinals = rule.byDay.filter(({ ordinal }) => ordinal !== null);
  onlyWith(rule, 'BYDAY with a number', ordinals, ['YEARLY', 'MONTHLY']);
  if (ordinals.length > 0 && rule.byWeekNo.length > 0) {
    throw new InvalidRule('BYDAY with a number cannot stand beside BYWEEKNO');
  }
}

/** Refuses a rule of hours or less for a series of days without times; throws `InvalidRule`. */
export function checkDateRule(rule: Rule): void {
  if (PERIOD_SECONDS[rule.frequency] < SECONDS_PER_DAY) {
    throw new InvalidRule('FREQ must be DAILY, WEEKLY, MONTHLY or YEARLY for days without a time');
  }
}

function onlyWith(
  rule: Rule,
  name: string,
  values: readonly unknown[],
  frequencies: readonly Frequency[],
): void {
  if (values.length === 0 || frequencies.includes(rule.frequency)) return;
  throw new InvalidRule(`${name} can be used only with FREQ=${frequencies.join(', ')}`);
}

function selects(rule: Rule): boolean {
  const parts = [rule.byMonth, rule.byWeekNo, rule.byYearDay, rule.byMonthDay, rule.byDay, rule.byHour];
  return [...parts, rule.byMinute, rule.bySecond].some((values) => values.length > 0);
}
