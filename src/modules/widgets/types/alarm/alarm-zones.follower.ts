import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import type { DomainEvent } from '../../../../platform/events/domain-event.js';
import { Subscribe } from '../../../../platform/events/subscriber.js';
import { UserUpdated } from '../../../users/users.events.js';
import { ZoneFollower, type UserClock, type ZoneBatch } from '../../zone-follower.js';
import type { Alarm } from './alarm.entity.js';
import { AlarmsRezoned } from './alarms.events.js';
import { AlarmsRepository } from './alarms.repository.js';
import { AlarmRingsRepository } from './rings/alarm-rings.repository.js';
import { readingsBehind, rezoned } from './series/plan.js';

/** Plans anew the alarms of a user who moves that are on and have no zone of their own. */
@Subscribe('alarm.rezone', UserUpdated)
@Injectable()
export class AlarmZonesFollower extends ZoneFollower<Alarm> {
  constructor(
    private readonly alarms: AlarmsRepository,
    private readonly rings: AlarmRingsRepository,
  ) {
    super();
  }

  protected lock({ userId, after, limit }: ZoneBatch): Promise<Alarm[]> {
    return this.alarms.lockOfUsersZone(userId, after, limit);
  }

  protected async put(alarms: readonly Alarm[], clock: UserClock): Promise<number> {
    const behind = readingsBehind(
      alarms.map((alarm) => ({ ...alarm, userZone: clock.timeZone })),
      clock.now,
    );
    const rung = await this.rings.rungAfter(behind);
    const moved = this.changed(
      alarms,
      (alarm) => rezoned(alarm, { ...clock, rung: rung.get(alarm.id) }),
      (before, after) => isDeepStrictEqual(before.upcoming, after.upcoming),
    );
    if (moved.length === 0) return 0;
    await this.alarms.reschedule(moved);
    await this.alarms.announce();
    return moved.length;
  }

  protected told(userId: string, count: number): DomainEvent {
    return new AlarmsRezoned(userId, { count });
  }
}
