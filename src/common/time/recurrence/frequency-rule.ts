import { civilOf } from '../civil.js';
import { dayOfWeek, toEpochDay, type LocalDate } from '../local-date.js';
import { plainRule, type Rule } from './rule.js';

/** The repeating frequencies that a person chooses without writing a rule. */
export type RepeatingFrequency = 'daily' | 'weekly' | 'monthly' | 'yearly';

const SHORTEST_MONTH = 28;

/**
 * The rule of a frequency that keeps its anchor: the 31st falls on the last day of shorter months and comes back to the
 * 31st, 29 February likewise. Plain RFC 5545 leaves such months out, so the rule says "the last of the 28th to the 31st".
 */
export function ruleForFrequency(frequency: RepeatingFrequency, anchor: LocalDate): Rule {
  const { month, day } = civilOf(toEpochDay(anchor));
  switch (frequency) {
    case 'daily':
      return plainRule('DAILY');
    case 'weekly':
      return { ...plainRule('WEEKLY'), byDay: [{ weekday: dayOfWeek(anchor), ordinal: null }] };
    case 'monthly':
      return { ...plainRule('MONTHLY'), ...lastDayUpTo(day) };
    case 'yearly':
      return {
        ...plainRule('YEARLY'),
        byMonth: [month],
        ...(month === 2 ? lastDayUpTo(day) : { byMonthDay: [day] }),
      };
  }
}

function lastDayUpTo(day: number): Pick<Rule, 'byMonthDay' | 'bySetPos'> {
  if (day <= SHORTEST_MONTH) return { byMonthDay: [day], bySetPos: [] };
  const days = Array.from({ length: day - SHORTEST_MONTH + 1 }, (_, index) => SHORTEST_MONTH + index);
  return { byMonthDay: days, bySetPos: [-1] };
}
