import type { Alarm } from '../alarm.entity.js';
import { AlarmDismissed, AlarmSnoozed } from '../alarms.events.js';
import type { AlarmRing } from './alarm-ring.entity.js';

type AlarmOf = Pick<Alarm, 'id' | 'widgetId'>;

/** The event of rings that were dismissed. */
export function dismissedEvent(
  actorId: string,
  { id: alarmId, widgetId }: AlarmOf,
  rings: readonly AlarmRing[],
): AlarmDismissed {
  return new AlarmDismissed(actorId, {
    alarmId,
    widgetId,
    ringIds: rings.map(({ id }) => id),
    dueAts: rings.map(({ dueAt }) => dueAt.toISOString()),
  });
}

/** The event of a ring that was snoozed. */
export function snoozedEvent(
  actorId: string,
  { id: alarmId, widgetId }: AlarmOf,
  { id: ringId, occurrence, snoozeNumber, dueAt }: AlarmRing,
  until: Date,
): AlarmSnoozed {
  return new AlarmSnoozed(actorId, {
    ...{ alarmId, widgetId, ringId, occurrence, snoozeNumber },
    dueAt: dueAt.toISOString(),
    snoozedUntil: until.toISOString(),
  });
}
