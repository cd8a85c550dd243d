import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../../common/time/clock.js';
import { Config } from '../../../../../config/config.js';
import { UnitOfWork } from '../../../../../platform/database/unit-of-work.js';
import { EventLog } from '../../../../../platform/events/event-log.js';
import { Logger } from '../../../../../platform/logging/logger.js';
import type { Alarm } from '../alarm.entity.js';
import { AlarmMissed, AlarmTriggered } from '../alarms.events.js';
import { AlarmsRepository } from '../alarms.repository.js';
import type { AlarmRing } from '../rings/alarm-ring.entity.js';
import { AlarmRingsRepository } from '../rings/alarm-rings.repository.js';
import { scheduled } from '../series/plan.js';
import { DueAlarmsRepository, type DueAlarm } from './due-alarms.repository.js';
import { outcomeOf, type Outcome } from './outcome.js';

const BATCH = 500;

/** Lets due alarms ring: each ring, its event and when the alarm is due next are one transaction, done by one process. */
@Injectable()
export class FiringService {
  constructor(
    private readonly config: Config,
    private readonly uow: UnitOfWork,
    private readonly events: EventLog,
    private readonly clock: Clock,
    private readonly due: DueAlarmsRepository,
    private readonly alarms: AlarmsRepository,
    private readonly rings: AlarmRingsRepository,
    private readonly logger: Logger,
  ) {}

  /** Lets all ring that are due and that no other process is at; how many alarms that were. */
  async fireDue(): Promise<number> {
    let total = 0;
    for (;;) {
      const count = await this.fireBatch();
      total += count;
      if (count < BATCH) return total;
    }
  }

  private fireBatch(): Promise<number> {
    return this.uow.run(async () => {
      const now = this.clock.now();
      const due = await this.due.take(now, BATCH);
      if (due.length === 0) return 0;

      const snoozed = await this.snoozesOf(due);
      const outcomes = due.map((alarm) => this.outcomeOf(alarm, snoozed.get(alarm.id) ?? [], now));
      await this.write(outcomes);
      return due.length;
    });
  }

  private async snoozesOf(due: readonly DueAlarm[]): Promise<Map<string, AlarmRing[]>> {
    const ids = due.filter(({ snoozedUntil }) => snoozedUntil !== null).map(({ id }) => id);
    const pending = ids.length === 0 ? [] : await this.rings.pending(ids);
    const byAlarm = new Map<string, AlarmRing[]>();
    for (const ring of pending) byAlarm.set(ring.alarmId, [...(byAlarm.get(ring.alarmId) ?? []), ring]);
    return byAlarm;
  }

  private outcomeOf({ userZone, isOrphan, ...alarm }: DueAlarm, snoozed: AlarmRing[], now: Date): Outcome {
    const silent = { alarm: scheduled({ ...alarm, upcoming: [], snoozedUntil: null }), rings: [] };
    if (isOrphan) return silent;
    try {
      return outcomeOf(alarm, snoozed, { now, timeZone: userZone, graceMs: this.config.alarms.graceMs });
    } catch (error) {
      // One rule that can't be followed any further must not hold up everybody's alarms.
      this.logger.error({ err: error, alarmId: alarm.id }, 'alarms.firing_failed');
      return silent;
    }
  }

  private async write(outcomes: readonly Outcome[]): Promise<void> {
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
