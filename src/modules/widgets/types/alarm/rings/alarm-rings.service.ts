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
import { AlarmsRepository } from '../alarms.repository.js';
import { scheduled } from '../series/plan.js';
import type { AlarmRing } from './alarm-ring.entity.js';
import { AlarmRingsRepository } from './alarm-rings.repository.js';
import { RingAnswersService, type FoundRing } from './ring-answers.service.js';
import { dismissedEvent, snoozedEvent } from './ring-events.js';

const MINUTE_MS = 60_000;

/** How long to snooze, and which ring: the one that is due at a moment, or else the nearest. */
export interface Snooze {
  readonly minutes: number;
  readonly dueAt?: string | undefined;
}

/**
 * What rings, on the server or on a device whose clock is ahead or that was offline: snoozing it, dismissing it, and the
 * history. None of that moves the alarm's series.
 */
@Injectable()
export class AlarmRingsService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly events: EventLog,
    private readonly clock: Clock,
    private readonly alarms: AlarmsRepository,
    private readonly rings: AlarmRingsRepository,
    private readonly answers: RingAnswersService,
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
   * Lets a ring ring again so many minutes from now, once; a snooze that has not rung yet begins again from now. Throws
   * AlarmNotFound, AlarmNotRinging.
   */
  snooze(actor: Actor, id: string, { minutes, dueAt }: Snooze): Promise<AlarmView> {
    return this.uow.run(async () => {
      const now = this.clock.now();
      const alarm = found(await this.alarms.lock(actor.id, id));
      if (!alarm.isActive) throw AlarmNotRinging.whileOff();
      const answered = await this.answers.find(actor, alarm, { dueAt, now });
      if (answered?.isToday !== true) throw noRing(alarm, dueAt);

      const { ring, open } = answered;
      const until = new Date(now.getTime() + minutes * MINUTE_MS);
      await this.rings.snooze(ring.id, { now, until });
      const others = open
        .filter((one) => one.id !== ring.id)
        .flatMap(({ snoozedUntil }) => snoozedUntil ?? []);
      const after = await this.reschedule(answered.alarm, [until, ...others]);
      await this.alarms.announce();
      this.events.record(snoozedEvent(actor.id, alarm, ring, until));
      return toAlarmView(after);
    });
  }

  /**
   * Dismisses the ring that is due at a moment, or else what rings and all that is snoozed; what was dismissed before
   * stays so. Throws AlarmNotFound, AlarmNotRinging.
   */
  dismiss(actor: Actor, id: string, dueAt?: string): Promise<AlarmView> {
    return this.uow.run(async () => {
      const now = this.clock.now();
      const alarm = found(await this.alarms.lock(actor.id, id));
      const answered = await this.answers.find(actor, alarm, { dueAt, now });
      if (!answered && dueAt !== undefined) throw noRing(alarm, dueAt);
      const ended = answered ? endedBy(answered, dueAt !== undefined) : [];
      if (!answered || ended.length === 0) return toAlarmView(alarm);

      const ids = new Set(ended.map((ring) => ring.id));
      await this.rings.dismiss([...ids], now);
      const left = answered.open.filter((ring) => !ids.has(ring.id));
      const after = await this.reschedule(
        answered.alarm,
        left.flatMap(({ snoozedUntil }) => snoozedUntil ?? []),
      );
      this.events.record(dismissedEvent(actor.id, alarm, ended));
      return toAlarmView(after);
    });
  }

  private async reschedule(alarm: Alarm, snoozes: readonly Date[]): Promise<Alarm> {
    const snoozedUntil = snoozes.length === 0 ? null : new Date(Math.min(...snoozes.map(Number)));
    const after = scheduled({ ...alarm, snoozedUntil });
    await this.alarms.reschedule([after]);
    return { ...after, version: alarm.version + 1 };
  }
}

/** Which rings a dismissal ends: the one that it names, or else that one and all that are open. */
function endedBy({ ring, open }: FoundRing, isNamed: boolean): AlarmRing[] {
  const all = isNamed ? [ring] : [ring, ...open.filter(({ id }) => id !== ring.id)];
  return all.filter(({ state }) => state !== 'dismissed');
}

function noRing(alarm: Alarm, dueAt: string | undefined): AlarmNotRinging {
  return dueAt === undefined ? AlarmNotRinging.before(alarm.dueAt) : AlarmNotRinging.at(new Date(dueAt));
}

function found(alarm: Alarm | undefined): Alarm {
  if (!alarm) throw new AlarmNotFound();
  return alarm;
}
