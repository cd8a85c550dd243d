import type { DayFacts } from '../days/day-facts.js';
import { isReached, periodOf, quotaOf } from '../standing/periods.js';
import { scheduleOf, type DrawnSchedule } from '../standing/schedule.js';
import { isWithin, type LimitHistory } from '../standing/limit.js';
import { beginOf, limitHistoryOf, scheduledUnits } from '../standing/standing.js';
import type { TrackerDefinition } from '../tracker.contract.js';

/**
 * What a day of a calendar is: `done`; `skipped` by an entry or taken away by a journey; `frozen`; `missed` when it was
 * due and is past; `open` when it is due and is not past; else `off`.
 */
export type DayState = 'done' | 'skipped' | 'frozen' | 'missed' | 'open' | 'off';

/** What the states of days are found from. */
export interface CalendarFacts {
  readonly tracker: TrackerDefinition & DrawnSchedule;
  readonly days: DayFacts;
  readonly isFrozen: (day: number) => boolean;
  /** The user's today, by its number. */
  readonly today: number;
}

/**
 * Gives the state of a day by its number. Of a habit of n times a week or month, the days of one that was not reached are
 * missed when it is over, and those that are left of one that is not yet reached are open. Of a habit with a limit, a day
 * is done when it is over and its day, week or month was within the limit until then, and missed as soon as it was not.
 */
export function dayStates({ tracker, days, isFrozen, today }: CalendarFacts): (day: number) => DayState {
  const begin = beginOf(tracker, days.firstOn);
  const quota = quotaOf(tracker);
  const schedule = scheduleOf(tracker);
  const limit = limitHistoryOf(tracker, days);
  if (limit) return limitStates(limit, isFrozen, today);
  const { marks } = scheduledUnits(tracker, days.marks, begin);

  return (day) => {
    const mark = days.marks.get(day);
    if (mark === 'done') return 'done';
    if (isFrozen(day)) return 'frozen';
    if (mark === 'skipped') return 'skipped';
    if (day < begin || !schedule.has(day)) return 'off';
    if (!quota) return day < today ? 'missed' : 'open';

    const period = periodOf(day, quota);
    if (isReached(period, quota, days.marks)) return 'off';
    if (day >= today) return 'open';
    return period.last < today && !marks.has(period.last) ? 'missed' : 'off';
  };
}

function limitStates(
  limit: LimitHistory,
  isFrozen: (day: number) => boolean,
  today: number,
): (day: number) => DayState {
  return (day) => {
    if (day < limit.begin || !limit.schedule.has(day)) return 'off';
    if (isFrozen(day)) return 'frozen';
    if (limit.isSkipped(day)) return 'skipped';
    if (!isWithin(limit, day)) return 'missed';
    return day < today ? 'done' : 'open';
  };
}
