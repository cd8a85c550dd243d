import { Injectable } from '@nestjs/common';
import { Database, statement } from '../../../../../platform/database/database.js';
import type { Alarm } from '../alarm.entity.js';
import { ALARM_COLUMNS } from '../alarms.repository.js';

/** A due alarm with its user's zone; one whose widget was deleted never rings, nor does one of a closed account. */
export interface DueAlarm extends Alarm {
  readonly userZone: string;
  readonly isOrphan: boolean;
  readonly isUserActive: boolean;
}

const TAKE = statement(
  'alarms.take_due',
  `SELECT ${ALARM_COLUMNS}, u.time_zone AS "userZone", w.deleted_at IS NOT NULL AS "isOrphan",
     u.is_active AS "isUserActive"
   FROM alarms a JOIN users u ON u.id = a.user_id JOIN widgets w ON w.id = a.widget_id
   WHERE a.due_at <= $1
   ORDER BY a.due_at
   LIMIT $2
   FOR UPDATE OF a SKIP LOCKED`,
);

const EARLIEST = statement(
  'alarms.earliest_due',
  `SELECT a.due_at AS "dueAt" FROM alarms a WHERE a.due_at IS NOT NULL ORDER BY a.due_at LIMIT 1`,
);

/** What the alarm clock asks of all users' alarms. */
@Injectable()
export class DueAlarmsRepository {
  constructor(private readonly database: Database) {}

  /** At most `limit` alarms that are due by then and that no other process is at, the longest due first, locked. */
  take(now: Date, limit: number): Promise<DueAlarm[]> {
    return this.database.query<DueAlarm>(TAKE, [now, limit]);
  }

  /** When the next alarm of all is due. */
  async earliest(): Promise<Date | undefined> {
    return (await this.database.one<{ dueAt: Date }>(EARLIEST))?.dueAt;
  }
}
