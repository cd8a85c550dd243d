import { localDateTimeOf } from '../../../../../common/time/moment.js';
import { parseLocalDateTime, type LocalDateTime } from '../../../../../common/time/local-date-time.js';
import type { Alarm } from '../alarm.entity.js';
import type { AlarmOccurrence } from '../alarms.contract.js';
import { AlarmSeries, type Occurrence } from './alarm-series.js';

/** As of when an alarm is planned, and which zone its user is in. */
export interface PlanContext {
  readonly now: Date;
  readonly timeZone: string;
  /** What the alarm has rung for and its clock has still to show: nothing, but after a journey to the west. */
  readonly rung?: ReadonlySet<string> | undefined;
}

/** What of an alarm follows from its series, its rings and the time. */
export type Planned = Pick<
  Alarm,
  'upcoming' | 'nextTriggerAt' | 'snoozedUntil' | 'dueAt' | 'lastOccurrence' | 'lastTriggeredAt'
>;

/** An alarm that was just described, before it is planned. */
export const UNPLANNED: Planned = {
  upcoming: [],
  nextTriggerAt: null,
  snoozedUntil: null,
  dueAt: null,
  lastOccurrence: null,
  lastTriggeredAt: null,
};

// Two days are on a user's screens at most: the present one, and the one that begins next.
const DAYS_AHEAD = 2;
// With the one after the next at hand, an alarm that rings in time need not ask its rule what else is due.
const LEAST_AHEAD = 2;
const AHEAD_MS = DAYS_AHEAD * 24 * 3_600_000;
const NOTHING: ReadonlySet<string> = new Set();

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

/** The alarm on the clock of the zone that its user has moved to; what is due and has not rung yet is left due. */
export function rezoned(alarm: Alarm, context: PlanContext): Alarm {
  const due = alarm.upcoming.filter(({ at }) => new Date(at) <= context.now);
  const after = planned(alarm, withRung(context, due));
  return scheduled({ ...after, upcoming: [...due, ...after.upcoming] });
}

/** The alarm after one of its occurrences was answered ahead of its ring, which now has no ring of the server's. */
export function withoutOccurrence(alarm: Alarm, answered: AlarmOccurrence, context: PlanContext): Alarm {
  const { local } = answered;
  const due = alarm.upcoming.filter((one) => new Date(one.at) <= context.now && one.local !== local);
  const occurrence = parseLocalDateTime(local);
  const { lastOccurrence: last } = alarm;
  const lastOccurrence = last !== null && last > occurrence ? last : occurrence;
  const after = planned(
    { ...alarm, lastOccurrence, lastTriggeredAt: context.now },
    withRung(context, [...due, answered]),
  );
  return scheduled({ ...after, upcoming: [...due, ...after.upcoming] });
}

/** The context of an alarm that rings for these too. */
export function withRung<Context extends PlanContext>(
  context: Context,
  occurrences: readonly AlarmOccurrence[],
): Context {
  return {
    ...context,
    rung: new Set([...(context.rung ?? NOTHING), ...occurrences.map(({ local }) => local)]),
  };
}

/** What the clocks of alarms show, by the alarm, of those alone that have rung for what is ahead of that. */
export function readingsBehind(
  alarms: readonly (Pick<Alarm, 'id' | 'timeZone' | 'lastOccurrence'> & { readonly userZone: string })[],
  now: Date,
): Map<string, LocalDateTime> {
  const readings = new Map<string, LocalDateTime>();
  for (const { id, timeZone, lastOccurrence, userZone } of alarms) {
    const reading = localDateTimeOf(now, timeZone ?? userZone);
    if (lastOccurrence !== null && lastOccurrence > reading) readings.set(id, reading);
  }
  return readings;
}

/** The alarm with what follows from its occurrences and snoozes. */
export function scheduled(alarm: Alarm): Alarm {
  const [first] = alarm.upcoming;
  const nextTriggerAt = first === undefined ? null : new Date(first.at);
  return { ...alarm, nextTriggerAt, dueAt: earlierOf(nextTriggerAt, alarm.snoozedUntil) };
}

function upcomingOf(alarm: Alarm, { now, timeZone, rung = NOTHING }: PlanContext): AlarmOccurrence[] {
  const reading = localDateTimeOf(now, alarm.timeZone ?? timeZone);
  const rungAhead = [...rung].filter((local) => local > reading).length;
  const wanted = alarm.times.length * DAYS_AHEAD + 1;
  const next = seriesOf(alarm, timeZone)
    .after(now, wanted + rungAhead)
    .filter(({ local }) => !rung.has(local))
    .slice(0, wanted);
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
