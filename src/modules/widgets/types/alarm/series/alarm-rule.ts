import { parseDateRule } from '../../../../../common/time/recurrence/parse.js';
import { InvalidRule } from '../../../../../common/time/recurrence/recurrence.errors.js';
import type { Rule } from '../../../../../common/time/recurrence/rule.js';

/** Reads the rule of an alarm, which names its days; throws InvalidRule. */
export function parseAlarmRule(text: string): Rule {
  const rule = parseDateRule(text);
  if (rule.byHour.length + rule.byMinute.length + rule.bySecond.length > 0)
    throw new InvalidRule('the rule of an alarm names its days: say when in times, not by BYHOUR or finer');
  return rule;
}
