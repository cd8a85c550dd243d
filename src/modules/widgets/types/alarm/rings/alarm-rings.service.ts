import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../../common/auth/actor.js';
import { mapPage, toPage, type PageOf, type PageRequest } from '../../../../../common/paging/page.js';
import { Clock } from '../../../../../common/time/clock.js';
import { UnitOfWork } from '../../../../../platform/database/unit-of-work.js';
import { EventLog } from '../../../../../platform/events/event-log.js';
import { toAlarmView, toRingView } from '../alarm-view.js';
import type { Alarm } from '../alarm.entity.js';
import type { AlarmView, RingView } from '../alarms.contract.js';
import { AlarmNotFound, AlarmNotRinging } from '../alarms.errors.js';
import { AlarmDismissed, AlarmSnoozed } from '../alarms.events.js';
import { AlarmsRepository } from '../alarms.repository.js';
import { scheduled } from '../series/plan.js';
import { AlarmRingsRepository } from './alarm-rings.repository.js';

const MINUTE_MS = 60_000;

/** What rings: putting it off, ending it, and the history. None of that moves the alarm's series. */
@Injectable()
export class AlarmRingsService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly events: EventLog,
    private readonly clock: Clock,
    private readonly alarms: AlarmsRepository,
    private readonly rings: AlarmRingsRepository,
  ) {}

  /** One page of an alarm's rings, newest first; throws AlarmNotFound. */
  async list(actor: Actor, alarmId: string, page: PageRequest): Promise<PageOf<RingView>> {
    found(await this.alarms.find(actor.id, alarmId));
    const rows = await this.rings.list(alarmId, page);
    return mapPage(
      toPage(rows, page.limit, ({ dueAtKey, id }) => [dueAtKey, id]),
      toRingView,
    );
  }

  /**
   * Lets what rings ring again later, once. Where nothing rings, a snooze that has not rung yet is counted anew from now.
   * Throws AlarmNotFound, AlarmNotRinging.
   */
  snooze(actor: Actor, id: string, minutes: number): Promise<AlarmView> {
    return this.uow.run(async () => {
      const alarm = found(await this.alarms.lock(actor.id, id));
      const [ring, ...others] = await this.rings.open(id);
      if (ring === undefined) throw new AlarmNotRinging();

      const until = new Date(this.clock.now().getTime() + minutes * MINUTE_MS);
      await this.rings.snooze(ring.id, until);
      const pending = [until, ...others.flatMap(({ snoozedUntil }) => snoozedUntil ?? [])];
      const after = await this.reschedule(alarm, new Date(Math.min(...pending.map(Number))));
      await this.alarms.announce();
      const { occurrence, snoozeNumber } = ring;
      const facts = { alarmId: id, widgetId: alarm.widgetId, ringId: ring.id, occurrence, snoozeNumber };
      this.events.record(new AlarmSnoozed(actor.id, { ...facts, snoozedUntil: until.toISOString() }));
      return toAlarmView(after);
    });
  }

  /** Ends what rings, and what was to ring again after a snooze; throws AlarmNotFound. */
  dismiss(actor: Actor, id: string): Promise<AlarmView> {
    return this.uow.run(async () => {
      const alarm = found(await this.alarms.lock(actor.id, id));
      const ringIds = (await this.rings.open(id)).map((ring) => ring.id);
      if (ringIds.length === 0) return toAlarmView(alarm);

      await this.rings.dismiss(ringIds);
      const after = await this.reschedule(alarm, null);
      this.events.record(new AlarmDismissed(actor.id, { alarmId: id, widgetId: alarm.widgetId, ringIds }));
      return toAlarmView(after);
    });
  }

  private async reschedule(alarm: Alarm, snoozedUntil: Date | null): Promise<Alarm> {
    const after = scheduled({ ...alarm, snoozedUntil });
    await this.alarms.reschedule([after]);
    return { ...after, version: alarm.version + 1 };
  }
}

function found(alarm: Alarm | undefined): Alarm {
  if (!alarm) throw new AlarmNotFound();
  return alarm;
}
