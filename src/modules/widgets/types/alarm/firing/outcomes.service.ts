import { Injectable } from '@nestjs/common';
import { Config } from '../../../../../config/config.js';
import { EventLog } from '../../../../../platform/events/event-log.js';
import { Logger } from '../../../../../platform/logging/logger.js';
import type { Alarm } from '../alarm.entity.js';
import { AlarmMissed, AlarmTriggered } from '../alarms.events.js';
import { AlarmsRepository } from '../alarms.repository.js';
import type { AlarmRing } from '../rings/alarm-ring.entity.js';
import { AlarmRingsRepository } from '../rings/alarm-rings.repository.js';
import { readingsBehind, scheduled } from '../series/plan.js';
import type { DueAlarm } from './due-alarms.repository.js';
import { outcomeOf, type FiringContext, type Outcome } from './outcome.js';

/** What comes of due alarms: works it out, and writes it with the events that tell of it. */
@Injectable()
export class OutcomesService {
  constructor(
    private readonly config: Config,
    private readonly events: EventLog,
    private readonly alarms: AlarmsRepository,
    private readonly rings: AlarmRingsRepository,
    private readonly logger: Logger,
  ) {}

  /** The outcomes of locked alarms that are due by now. */
  async of(due: readonly DueAlarm[], now: Date): Promise<Outcome[]> {
    const snoozed = await this.snoozesOf(due);
    const rung = await this.rings.rungAfter(readingsBehind(due, now));
    const { graceMs } = this.config.alarms;
    return due.map((alarm) => {
      const context = { now, timeZone: alarm.userZone, graceMs, rung: rung.get(alarm.id) };
      return this.outcomeOf(alarm, snoozed.get(alarm.id) ?? [], context);
    });
  }

  /** Writes rings, their events and when their alarms are due next; a ring that is there already is told no more. */
  async keep(outcomes: readonly Outcome[]): Promise<void> {
    const rings = outcomes.flatMap((outcome) => outcome.rings);
    const ringing = rings.filter(({ firedAt }) => firedAt !== null).map(({ alarmId }) => alarmId);
    if (ringing.length > 0) await this.rings.supersede([...new Set(ringing)]);
    const added = rings.length > 0 ? await this.rings.insert(rings) : new Set();
    await this.alarms.reschedule(outcomes.map(({ alarm }) => alarm));
    const events = outcomes.flatMap((outcome) =>
      outcome.rings.filter(({ id }) => added.has(id)).map((ring) => eventOf(outcome.alarm, ring)),
    );
    if (events.length > 0) this.events.record(...events);
  }

  private async snoozesOf(due: readonly DueAlarm[]): Promise<Map<string, AlarmRing[]>> {
    const ids = due.filter(({ snoozedUntil }) => snoozedUntil !== null).map(({ id }) => id);
    const pending = ids.length === 0 ? [] : await this.rings.pending(ids);
    const byAlarm = new Map<string, AlarmRing[]>();
    for (const ring of pending) byAlarm.set(ring.alarmId, [...(byAlarm.get(ring.alarmId) ?? []), ring]);
    return byAlarm;
  }

  private outcomeOf(
    { isOrphan, isUserActive, ...alarm }: DueAlarm,
    snoozed: AlarmRing[],
    context: FiringContext,
  ): Outcome {
    const silent = { alarm: scheduled({ ...alarm, upcoming: [], snoozedUntil: null }), rings: [] };
    if (isOrphan) return silent;
    try {
      const outcome = outcomeOf(alarm, snoozed, context);
      return isUserActive ? outcome : passedOver(alarm, outcome);
    } catch (error) {
      // One rule that can't be followed any further must not hold up everybody's alarms.
      this.logger.error({ err: error, alarmId: alarm.id }, 'alarms.firing_failed');
      return silent;
    }
  }
}

/** Nobody is there to hear it: it goes on with its series, and rings again once the account is back. */
function passedOver({ lastTriggeredAt }: Alarm, { alarm }: Outcome): Outcome {
  return { alarm: { ...alarm, lastTriggeredAt }, rings: [] };
}

function eventOf(
  { id: alarmId, userId, widgetId, title, nextTriggerAt }: Alarm,
  { id: ringId, occurrence, snoozeNumber, dueAt, firedAt }: AlarmRing,
): AlarmTriggered | AlarmMissed {
  const facts = { alarmId, widgetId, ringId, title, occurrence, snoozeNumber, dueAt: dueAt.toISOString() };
  if (firedAt === null) return new AlarmMissed(userId, facts);
  return new AlarmTriggered(userId, {
    ...facts,
    firedAt: firedAt.toISOString(),
    nextTriggerAt: nextTriggerAt?.toISOString() ?? null,
  });
}
