import { parseDateRule } from '../../../../../common/time/recurrence/parse.js';
import type { Frequency as RuleFrequency } from '../../../../../common/time/recurrence/rule.js';
import type { TrackerDefinition } from '../tracker.contract.js';
import type { DrawnSchedule } from './schedule.js';
import type { Frequency } from './strength.js';

/** How many days the periods of a rule have, as Loop Habit Tracker counts them. */
const RULE_DAYS: Partial<Record<RuleFrequency, number>> = { DAILY: 1, WEEKLY: 7, MONTHLY: 30, YEARLY: 365 };

const PERIOD_DAYS = { day: 1, week: 7, month: 30 } as const;

// Whoever does something less than once a year does not ask for its strength.
const LONGEST_DAYS = 365;

type Asked = Pick<TrackerDefinition, 'kind' | 'rrule' | 'times' | 'period'> & DrawnSchedule;

/**
 * On how many of how many days something shall be done; null where nothing is scheduled. Several times a day make one
 * day's credit, so that is daily. A rule asks for as many days of its period as it has on average.
 */
export function frequencyOf({ kind, rrule, times, period, schedule }: Asked): Frequency | null {
  if (rrule !== null && schedule !== null) return frequencyOfRule(rrule, schedule);
  if (kind !== 'habit') return null;
  const days = PERIOD_DAYS[period ?? 'day'];
  return { times: Math.min(period === 'day' ? 1 : (times ?? 1), days), days };
}

function frequencyOfRule(rrule: string, schedule: string): Frequency {
  const { frequency, interval } = parseDateRule(rrule);
  const days = Math.min((RULE_DAYS[frequency] ?? 1) * interval, LONGEST_DAYS);
  const first = schedule.indexOf('1');
  const last = schedule.lastIndexOf('1');
  if (first === last) return { times: 1, days };

  const between = Array.from(schedule.slice(first, last)).filter((day) => day === '1').length;
  const average = Math.round((between / (last - first)) * days);
  return { times: Math.min(Math.max(1, average), days), days };
}
