import { instantOf } from '../../../../../common/time/moment.js';
import type { Alarm } from '../alarm.entity.js';
import type { AlarmOccurrence } from '../alarms.contract.js';
import { AlarmSeries, type Occurrence } from './alarm-series.js';

/** As of when an alarm is planned, and which zone its user is in. */
export interface PlanContext {
  readonly now: Date;
  readonly timeZone: string;
}

// Two days are on a user's screens at most: the present one, and the one that begins next.
const DAYS_AHEAD = 2;
// With the one after the next at hand, an alarm that rings in time need not ask its rule what else is due.
const LEAST_AHEAD = 2;
const AHEAD_MS = DAYS_AHEAD * 24 * 3_600_000;

/** The series of an alarm on its own clock, or else on its user's. */
export function seriesOf(
  { times, startDate, rrule, timeZone }: Pick<Alarm, 'times' | 'startDate' | 'rrule' | 'timeZone'>,
  userZone: string,
): AlarmSeries {
  return new AlarmSeries({ times, startDate, rrule, zone: timeZone ?? userZone });
}

/** The alarm with its next occurrences as of now; none while it is off. Throws RecurrenceTooExpensive. */
export function planned(alarm: Alarm, context: PlanContext): Alarm {
  const { isActive, snoozedUntil } = alarm;
  const upcoming = isActive ? upcomingOf(alarm, context) : [];
  return scheduled({ ...alarm, upcoming, snoozedUntil: isActive ? snoozedUntil : null });
}

/** The alarm with what follows from its occurrences and snoozes. */
export function scheduled(alarm: Alarm): Alarm {
  const [first] = alarm.upcoming;
  const nextTriggerAt = first === undefined ? null : new Date(first.at);
  return { ...alarm, nextTriggerAt, dueAt: earlierOf(nextTriggerAt, alarm.snoozedUntil) };
}

function upcomingOf(alarm: Alarm, { now, timeZone }: PlanContext): AlarmOccurrence[] {
  const zone = alarm.timeZone ?? timeZone;
  // Where the user has travelled to the west, the clock shows again what has rung.
  const last = alarm.lastOccurrence === null ? now : instantOf(alarm.lastOccurrence, zone);
  const next = seriesOf(alarm, timeZone).after(last > now ? last : now, alarm.times.length * DAYS_AHEAD + 1);
  const horizon = (next[0]?.at.getTime() ?? 0) + AHEAD_MS;
  return next.filter(({ at }, i) => i < LEAST_AHEAD || at.getTime() < horizon).map(toAlarmOccurrence);
}

function toAlarmOccurrence({ local, at }: Occurrence): AlarmOccurrence {
  return { local, at: at.toISOString() };
}

function earlierOf(a: Date | null, b: Date | null): Date | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}
