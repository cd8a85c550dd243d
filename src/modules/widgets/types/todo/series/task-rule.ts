import { SECONDS_PER_DAY } from '../../../../../common/time/civil.js';
import { atTime, dateOf, toLocalSeconds } from '../../../../../common/time/local-date-time.js';
import { fromEpochDay, toEpochDay, type LocalDate } from '../../../../../common/time/local-date.js';
import { instantOf, localDateTimeOf } from '../../../../../common/time/moment.js';
import { parseDateRule } from '../../../../../common/time/recurrence/parse.js';
import { InvalidRule } from '../../../../../common/time/recurrence/recurrence.errors.js';
import type { Rule } from '../../../../../common/time/recurrence/rule.js';
import type { Timing } from './due.js';

/** Reads the rule of a task, which recurs at most once a day; throws InvalidRule. */
export function parseTaskRule(text: string): Rule {
  const rule = parseDateRule(text);
  if (rule.byHour.length + rule.byMinute.length + rule.bySecond.length > 0) {
    throw new InvalidRule('a task recurs at most once a day: say when in dueTime, not by BYHOUR or finer');
  }
  return rule;
}

/**
 * The rule as one of whole days, which is all that a task's series needs: an UNTIL with a time becomes the last day whose
 * due time is not after it.
 * @param timeZone whose clock the due time is on
 */
export function wholeDayRule(rule: Rule, { dueTime }: Timing, timeZone: string): Rule {
  const { until } = rule;
  if (until === null || until.kind === 'date' || dueTime === null) return rule;

  const isTooLate = (day: LocalDate): boolean => {
    const local = atTime(day, dueTime);
    return until.kind === 'utc'
      ? instantOf(local, timeZone).getTime() / 1_000 > until.epochSeconds
      : toLocalSeconds(local) > until.localSeconds;
  };
  const day =
    until.kind === 'utc'
      ? toEpochDay(dateOf(localDateTimeOf(new Date(until.epochSeconds * 1_000), timeZone)))
      : Math.floor(until.localSeconds / SECONDS_PER_DAY);
  return { ...rule, until: { kind: 'date', epochDay: isTooLate(fromEpochDay(day)) ? day - 1 : day } };
}
