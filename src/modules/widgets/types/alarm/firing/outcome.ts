import { uuidv7 } from '../../../../../common/ids/uuid.js';
import { parseLocalDateTime, type LocalDateTime } from '../../../../../common/time/local-date-time.js';
import type { Alarm } from '../alarm.entity.js';
import type { AlarmOccurrence } from '../alarms.contract.js';
import type { AlarmRing } from '../rings/alarm-ring.entity.js';
import { planned, seriesOf, withRung, type PlanContext } from '../series/plan.js';

/** When rings are worked out, in which zone the user is, and how late an alarm may still ring. */
export interface FiringContext extends PlanContext {
  readonly graceMs: number;
}

/** What comes of a due alarm: the rings, in order, and the alarm as it is after them. */
export interface Outcome {
  readonly alarm: Alarm;
  readonly rings: readonly AlarmRing[];
}

interface Due {
  readonly occurrence: AlarmOccurrence;
  readonly snoozeNumber: number;
  readonly at: Date;
  readonly rings: boolean;
}

// After a long absence only so many of each alarm's occurrences are looked at, and recorded.
const MOST_LATE = 100;

/**
 * What comes of an alarm that is due. Of its occurrences that were missed together the newest rings if it is recent
 * enough, and so does each snooze; of what rings at once, the last counts as ringing and the others as unanswered.
 * @param snoozed its rings whose snoozes have not rung yet
 */
export function outcomeOf(alarm: Alarm, snoozed: readonly AlarmRing[], context: FiringContext): Outcome {
  const { now } = context;
  const due = [...dueOccurrences(alarm, context), ...dueSnoozes(snoozed, context)].sort(
    (a, b) => a.at.getTime() - b.at.getTime(),
  );
  const last = due.findLast(({ rings }) => rings);
  const rings = due.map((one): AlarmRing => ({
    id: uuidv7(now.getTime()),
    alarmId: alarm.id,
    occurrence: parseLocalDateTime(one.occurrence.local),
    snoozeNumber: one.snoozeNumber,
    dueAt: one.at,
    firedAt: one.rings ? now : null,
    state: one.rings ? (one === last ? 'ringing' : 'unanswered') : 'missed',
    snoozedUntil: null,
  }));
  const occurrences = due
    .filter(({ snoozeNumber }) => snoozeNumber === 0)
    .map(({ occurrence }) => occurrence);
  const after: Alarm = {
    ...alarm,
    snoozedUntil: earliestSnooze(snoozed, now),
    lastOccurrence: newestOf(alarm, occurrences),
    lastTriggeredAt: last ? now : alarm.lastTriggeredAt,
  };
  return { alarm: planned(after, withRung(context, occurrences)), rings };
}

function newestOf({ lastOccurrence }: Alarm, occurrences: readonly AlarmOccurrence[]): LocalDateTime | null {
  const readings = occurrences.map(({ local }) => parseLocalDateTime(local));
  return readings.reduce((newest, one) => (newest === null || one > newest ? one : newest), lastOccurrence);
}

function dueOccurrences(alarm: Alarm, context: FiringContext): Due[] {
  const oldest = new Date(context.now.getTime() - context.graceMs);
  const occurrences = occurrencesUntil(alarm, oldest, context);
  const newest = occurrences.at(-1);
  return occurrences.map((occurrence) => {
    const at = new Date(occurrence.at);
    return { occurrence, snoozeNumber: 0, at, rings: occurrence === newest && at >= oldest };
  });
}

/** Those until now that have not rung: the first that were missed, and all that are recent enough to ring. */
function occurrencesUntil(
  alarm: Alarm,
  oldest: Date,
  { now, timeZone }: FiringContext,
): readonly AlarmOccurrence[] {
  const isDue = ({ at }: { at: string }): boolean => new Date(at) <= now;
  const known = alarm.upcoming.filter(isDue);
  const lastKnown = known.at(-1);
  if (lastKnown === undefined || known.length < alarm.upcoming.length) return known;

  const series = seriesOf(alarm, timeZone);
  const more = (after: Date): AlarmOccurrence[] =>
    series
      .after(after, MOST_LATE)
      .map(({ local, at }) => ({ local, at: at.toISOString() }))
      .filter(isDue);
  const first = [...known, ...more(new Date(lastKnown.at))];
  const looked = Math.max(oldest.getTime() - 1, ...first.map(({ at }) => Date.parse(at)));
  return [...first, ...more(new Date(looked))];
}

function dueSnoozes(snoozed: readonly AlarmRing[], { now, graceMs }: FiringContext): Due[] {
  return snoozed.flatMap(({ occurrence, snoozeNumber, snoozedUntil: at }) =>
    at === null || at > now
      ? []
      : {
          occurrence: { local: occurrence, at: at.toISOString() },
          snoozeNumber: snoozeNumber + 1,
          at,
          rings: now.getTime() - at.getTime() <= graceMs,
        },
  );
}

function earliestSnooze(snoozed: readonly AlarmRing[], now: Date): Date | null {
  const later = snoozed.flatMap(({ snoozedUntil: at }) => (at !== null && at > now ? at.getTime() : []));
  return later.length === 0 ? null : new Date(Math.min(...later));
}
