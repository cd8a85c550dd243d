import type { Alarm } from './alarm.entity.js';
import type { AlarmView, RingView } from './alarms.contract.js';
import type { AlarmRing } from './rings/alarm-ring.entity.js';

/** An alarm as clients see it. */
export function toAlarmView(alarm: Alarm): AlarmView {
  return {
    id: alarm.id,
    widgetId: alarm.widgetId,
    title: alarm.title,
    times: alarm.times,
    startDate: alarm.startDate,
    rrule: alarm.rrule,
    timeZone: alarm.timeZone,
    isActive: alarm.isActive,
    nextTriggerAt: alarm.nextTriggerAt?.toISOString() ?? null,
    snoozedUntil: alarm.snoozedUntil?.toISOString() ?? null,
    lastTriggeredAt: alarm.lastTriggeredAt?.toISOString() ?? null,
    version: alarm.version,
    createdAt: alarm.createdAt.toISOString(),
    updatedAt: alarm.updatedAt.toISOString(),
  };
}

/** A ring as clients see it. */
export function toRingView(ring: AlarmRing): RingView {
  return {
    id: ring.id,
    alarmId: ring.alarmId,
    occurrence: ring.occurrence,
    snoozeNumber: ring.snoozeNumber,
    dueAt: ring.dueAt.toISOString(),
    firedAt: ring.firedAt?.toISOString() ?? null,
    state: ring.state,
    snoozedUntil: ring.snoozedUntil?.toISOString() ?? null,
  };
}
