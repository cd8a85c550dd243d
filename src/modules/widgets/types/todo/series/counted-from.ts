import { civilOf, epochDayOf, weekStartOf } from '../../../../../common/time/civil.js';
import { fromEpochDay, toEpochDay, type LocalDate } from '../../../../../common/time/local-date.js';
import { ruleForFrequency } from '../../../../../common/time/recurrence/frequency-rule.js';
import { nextDate } from '../../../../../common/time/recurrence/occurrence-dates.js';
import type { Rule } from '../../../../../common/time/recurrence/rule.js';

/**
 * The date that a rule names next when it is counted from the day of a completion: the first that its BY parts name from
 * the beginning of the period (day, week from WKST, month, year) that is INTERVAL periods later. With an interval of 1 it
 * is the first after the completion, also within its own period. Later periods are not counted in steps of the interval:
 * a period without a date of the rule would otherwise postpone it by another interval, or forever.
 */
export function countedFrom(rule: Rule, day: LocalDate): LocalDate | null {
  const counted: Rule = { ...anchored(rule, day), interval: 1, count: null };
  const last = rule.interval === 1 ? toEpochDay(day) : periodStart(rule, toEpochDay(day)) - 1;
  return nextDate({ rule: counted, start: day }, fromEpochDay(last));
}

/** The first day of the period that is INTERVAL periods after the one of this day. */
function periodStart({ frequency, interval, weekStart }: Rule, epochDay: number): number {
  const { year, month } = civilOf(epochDay);
  const months = year * 12 + month - 1 + interval;
  if (frequency === 'YEARLY') return epochDayOf(year + interval, 1, 1);
  if (frequency === 'MONTHLY') return epochDayOf(Math.floor(months / 12), (months % 12) + 1, 1);
  if (frequency === 'WEEKLY') return weekStartOf(epochDay, weekStart) + 7 * interval;
  return epochDay + interval;
}

/**
 * The rule with the day of the month that it leaves to its start: the day of the completion, or the end of shorter
 * months, since there is no anchor to come back to.
 */
function anchored(rule: Rule, day: LocalDate): Rule {
  const { frequency, byMonth, byMonthDay, byDay, byYearDay, byWeekNo } = rule;
  if (byMonthDay.length + byDay.length + byYearDay.length + byWeekNo.length > 0) return rule;
  if (frequency === 'YEARLY' && byMonth.length === 0)
    return { ...rule, ...partsOf(ruleForFrequency('yearly', day)) };
  if (frequency !== 'MONTHLY' && frequency !== 'YEARLY') return rule;
  // Of each month that the rule names, as the months of a year are months too.
  const { byMonthDay: days, bySetPos } = ruleForFrequency('monthly', day);
  return frequency === 'YEARLY' && rule.bySetPos.length > 0
    ? rule
    : { ...rule, frequency: 'MONTHLY', byMonthDay: days, bySetPos };
}

function partsOf({ byMonth, byMonthDay, bySetPos }: Rule): Partial<Rule> {
  return { byMonth, byMonthDay, bySetPos };
}
