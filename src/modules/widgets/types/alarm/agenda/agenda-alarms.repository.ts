import { Injectable } from '@nestjs/common';
import { Database, statement } from '../../../../../platform/database/database.js';
import type { Alarm } from '../alarm.entity.js';
import type { RingState } from '../alarms.contract.js';
import { ALARM_COLUMNS } from '../alarms.repository.js';

/** A ring of a span: one that rang or should have, or a snooze that is to ring. */
export interface AgendaRing {
  readonly alarmId: string;
  readonly widgetId: string;
  readonly title: string;
  readonly occurrence: string;
  readonly at: Date;
  readonly state: RingState | 'scheduled';
}

/** Which rings: those between two moments, the end excluded. */
export interface RingSpan {
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly limit: number;
}

const OF_USER = 'JOIN widgets w ON w.id = a.widget_id AND w.deleted_at IS NULL WHERE a.user_id = $1';

const SCHEDULED = statement(
  'agenda_alarms.scheduled',
  `SELECT ${ALARM_COLUMNS} FROM alarms a ${OF_USER} AND a.next_trigger_at < $2
   ORDER BY a.next_trigger_at, a.id LIMIT $3`,
);

const ringSql = (at: string, state: string): string =>
  `SELECT a.id AS "alarmId", a.widget_id AS "widgetId", a.title,
     to_char(r.occurrence, 'YYYY-MM-DD"T"HH24:MI') AS occurrence, ${at} AS at, ${state} AS state
   FROM alarms a JOIN alarm_rings r ON r.alarm_id = a.id ${OF_USER} AND ${at} >= $2 AND ${at} < $3`;

// Snoozes that have rung lie before the earliest that is still to ring, which the alarm knows.
const RINGS = statement(
  'agenda_alarms.rings',
  `${ringSql('r.due_at', 'r.state')}
   UNION ALL
   ${ringSql('r.snoozed_until', `'scheduled'`)} AND r.state = 'snoozed' AND r.snoozed_until >= a.snoozed_until
   ORDER BY at, "alarmId" LIMIT $4`,
);

/** Reads the alarms of an agenda. */
@Injectable()
export class AgendaAlarmsRepository {
  constructor(private readonly database: Database) {}

  /** Alarms of a user that ring by their series before a moment, by their next ring. */
  scheduled(userId: string, before: Date, limit: number): Promise<Alarm[]> {
    return this.database.query<Alarm>(SCHEDULED, [userId, before, limit]);
  }

  /** The rings of a span that were, and the snoozes that are to ring in it, in order. */
  rings(userId: string, { startsAt, endsAt, limit }: RingSpan): Promise<AgendaRing[]> {
    return this.database.query<AgendaRing>(RINGS, [userId, startsAt, endsAt, limit]);
  }
}
