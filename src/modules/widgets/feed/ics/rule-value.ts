import { SECONDS_PER_DAY } from '../../../../common/time/civil.js';
import { fromLocalSeconds } from '../../../../common/time/local-date-time.js';
import { instantOf } from '../../../../common/time/moment.js';
import { formatRule } from '../../../../common/time/recurrence/format.js';
import { parseRule } from '../../../../common/time/recurrence/parse.js';
import type { Until } from '../../../../common/time/recurrence/rule.js';
import type { EntryTime } from '../../calendar-source.contract.js';

const NO_TIMES = { byHour: [], byMinute: [], bySecond: [] };

/** A rule as it may stand beside this time: RFC 5545 wants `UNTIL` to be a day beside days, and UTC beside a zone. */
export function ruleValue(rrule: string, time: EntryTime): string {
  const rule = parseRule(rrule);
  const until = rule.until && (time.isAllDay ? lastDay(rule.until) : lastInstant(rule.until, time.timeZone));
  return formatRule({ ...rule, ...(time.isAllDay ? NO_TIMES : {}), until });
}

function lastDay(until: Until): Until {
  switch (until.kind) {
    case 'date':
      return until;
    case 'local':
      return { kind: 'date', epochDay: Math.floor(until.localSeconds / SECONDS_PER_DAY) };
    case 'utc':
      return { kind: 'date', epochDay: Math.floor(until.epochSeconds / SECONDS_PER_DAY) };
  }
}

function lastInstant(until: Until, timeZone: string): Until {
  switch (until.kind) {
    case 'date':
      return instantIn(timeZone, (until.epochDay + 1) * SECONDS_PER_DAY - 1);
    case 'local':
      return instantIn(timeZone, until.localSeconds);
    case 'utc':
      return until;
  }
}

function instantIn(timeZone: string, localSeconds: number): Until {
  const instant = instantOf(fromLocalSeconds(localSeconds), timeZone);
  return { kind: 'utc', epochSeconds: instant.getTime() / 1_000 };
}
