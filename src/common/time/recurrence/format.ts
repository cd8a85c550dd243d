import { elementAt } from '../sorted.js';
import { WEEKDAY_CODES, type Rule, type RuleWeekday } from './rule.js';
import { formatUntil } from './until.js';

/** Writes a rule as the value of an `RRULE`: parts in a fixed order, what is default left out. */
export function formatRule(rule: Rule): string {
  const parts: readonly (readonly [name: string, value: string])[] = [
    ['FREQ', rule.frequency],
    ['INTERVAL', rule.interval === 1 ? '' : String(rule.interval)],
    ['COUNT', rule.count === null ? '' : String(rule.count)],
    ['UNTIL', rule.until === null ? '' : formatUntil(rule.until)],
    ['BYMONTH', rule.byMonth.join()],
    ['BYWEEKNO', rule.byWeekNo.join()],
    ['BYYEARDAY', rule.byYearDay.join()],
    ['BYMONTHDAY', rule.byMonthDay.join()],
    ['BYDAY', rule.byDay.map(formatWeekday).join()],
    ['BYHOUR', rule.byHour.join()],
    ['BYMINUTE', rule.byMinute.join()],
    ['BYSECOND', rule.bySecond.join()],
    ['BYSETPOS', rule.bySetPos.join()],
    ['WKST', rule.weekStart === 1 ? '' : codeOf(rule.weekStart)],
  ];
  return parts.flatMap(([name, value]) => (value === '' ? [] : [`${name}=${value}`])).join(';');
}

function formatWeekday({ weekday, ordinal }: RuleWeekday): string {
  return `${ordinal ?? ''}${codeOf(weekday)}`;
}

function codeOf(weekday: number): string {
  return elementAt(WEEKDAY_CODES, weekday - 1);
}
