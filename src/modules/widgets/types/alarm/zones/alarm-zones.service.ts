import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../../common/time/clock.js';
import { UnitOfWork } from '../../../../../platform/database/unit-of-work.js';
import { EventLog } from '../../../../../platform/events/event-log.js';
import { UsersService } from '../../../../users/users.service.js';
import { AlarmsRezoned } from '../alarms.events.js';
import { AlarmsRepository } from '../alarms.repository.js';
import { planned } from '../series/plan.js';

const BATCH = 200;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/** Puts alarms on the clock of the zone that their user has moved to. */
@Injectable()
export class AlarmZonesService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly events: EventLog,
    private readonly clock: Clock,
    private readonly users: UsersService,
    private readonly alarms: AlarmsRepository,
  ) {}

  /** Plans anew the user's alarms that are on and have no zone of their own. */
  rezone(userId: string): Promise<void> {
    return this.uow.run(async () => {
      const { timeZone } = await this.users.dayContextOf(userId);
      const context = { timeZone, now: this.clock.now() };
      let count = 0;
      let after: string | undefined = BEFORE_ALL;
      while (after !== undefined) {
        const batch = await this.alarms.lockOfUsersZone(userId, after, BATCH);
        const moved = batch
          .map((alarm) => ({ alarm, rezoned: planned(alarm, context) }))
          .filter(({ alarm, rezoned }) => !isDeepStrictEqual(alarm.upcoming, rezoned.upcoming))
          .map(({ rezoned }) => rezoned);
        if (moved.length > 0) await this.alarms.reschedule(moved);
        count += moved.length;
        after = batch.at(-1)?.id;
      }
      if (count === 0) return;
      await this.alarms.announce();
      this.events.record(new AlarmsRezoned(userId, { count }));
    });
  }
}
