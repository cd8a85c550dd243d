import { SECONDS_PER_DAY } from '../../../../../common/time/civil.js';
import { dateOf, parseLocalDateTime, toLocalSeconds } from '../../../../../common/time/local-date-time.js';
import { fromEpochDay, type LocalDate } from '../../../../../common/time/local-date.js';
import { occurrences } from '../../../../../common/time/recurrence/occurrences.js';
import { parseRule } from '../../../../../common/time/recurrence/parse.js';
import { PERIOD_SECONDS, type Rule } from '../../../../../common/time/recurrence/rule.js';
import { Budget } from '../../../../../common/time/recurrence/search.js';
import type { EventLength, EventSchedule, EventTime } from './calendar-series.js';
import { reachOf } from './following-changes.js';

/** The days on which an event can have occurrences, in whatever zone; generous, never too narrow. */
export interface Extent {
  readonly firstDay: LocalDate;
  readonly lastDay: LocalDate;
}

const DAY = SECONDS_PER_DAY;
const MOST_STEPS = 2_000; // about a millisecond; of what takes more the end is left open
const FIRST_DAY = -719_162; // 0001-01-01
const LAST_DAY = 2_932_896; // 9999-12-31
const ENDLESS = (LAST_DAY + 1) * DAY;

/** Between which days the occurrences of an event lie. */
export function extentOf(schedule: EventSchedule): Extent {
  const changed = schedule.changed.flatMap(({ becomes }) => (becomes === null ? [] : [becomes]));
  const extra = schedule.rdates.map(({ starts, length }) => ({
    ...schedule,
    starts,
    length: length ?? schedule.length,
  }));
  const times: EventTime[] = [schedule, ...extra, ...changed];
  const { earlier, later } = reachOf(schedule);
  const moved = (schedule.following ?? []).flatMap(({ becomes }) => becomes ?? []);
  const most = Math.max(...[schedule, ...moved].map(({ length }) => longest(length)));
  const firsts = times.map(({ starts }) => toLocalSeconds(starts));
  const ruled = schedule.rrules.map((rrule) => lastStart(schedule, rrule) + most);
  const lasts = [
    ...times.map(({ starts, length }) => toLocalSeconds(starts) + Math.max(longest(length), most)),
    ...ruled,
  ];
  return {
    firstDay: dayAt(Math.min(...firsts) - earlier - 2 * DAY),
    lastDay: dayAt(Math.max(...lasts) + later),
  };
}

function lastStart({ starts }: EventSchedule, rrule: string): number {
  const rule = parseRule(rrule);
  switch (rule.until?.kind) {
    case 'date':
      return (rule.until.epochDay + 1) * DAY;
    case 'local':
      return rule.until.localSeconds;
    case 'utc':
      return rule.until.epochSeconds + DAY;
    case undefined:
  }
  if (rule.count === null) return ENDLESS;
  if (isEveryPeriod(rule))
    return toLocalSeconds(starts) + (rule.count * rule.interval + 1) * PERIOD_SECONDS[rule.frequency] + DAY;
  // In what zone does not matter for days that are counted generously.
  const found = occurrences(
    { rule, start: starts, timeZone: 'UTC' },
    { limit: rule.count },
    new Budget(MOST_STEPS),
  );
  const last = found.occurrences.at(-1);
  if (found.truncated) return ENDLESS;
  return last ? toLocalSeconds(dateOf(last.local)) + DAY : toLocalSeconds(parseLocalDateTime(starts));
}

/** Whether every period of a rule has an occurrence, so that so many periods later all of them are over. */
function isEveryPeriod({ frequency, byDay, ...rule }: Rule): boolean {
  const others = [rule.byMonth, rule.byWeekNo, rule.byYearDay, rule.byMonthDay, rule.bySetPos].flat();
  const times = [rule.byHour, rule.byMinute, rule.bySecond].flat();
  if (others.length + times.length > 0 || frequency === 'YEARLY' || frequency === 'MONTHLY') return false;
  return byDay.length === 0 || frequency === 'WEEKLY';
}

function dayAt(localSeconds: number): LocalDate {
  return fromEpochDay(Math.min(Math.max(Math.floor(localSeconds / DAY), FIRST_DAY), LAST_DAY));
}

/** How many seconds something lasts at most, whatever clocks do meanwhile and in whatever zone it is looked at. */
function longest({ days, seconds }: EventLength): number {
  return days * DAY + seconds + 2 * DAY;
}
