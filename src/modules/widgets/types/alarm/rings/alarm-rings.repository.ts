import { Injectable } from '@nestjs/common';
import type { PageRequest } from '../../../../../common/paging/page.js';
import type { LocalDateTime } from '../../../../../common/time/local-date-time.js';
import { Database, statement } from '../../../../../platform/database/database.js';
import type { AlarmRing } from './alarm-ring.entity.js';

/** A ring with its sort key as the database wrote it. */
export interface ListedRing extends AlarmRing {
  readonly dueAtKey: string;
}

const COLUMNS = `r.id, r.alarm_id AS "alarmId", to_char(r.occurrence, 'YYYY-MM-DD"T"HH24:MI') AS occurrence,
  r.snooze_number AS "snoozeNumber", r.due_at AS "dueAt", r.fired_at AS "firedAt", r.state,
  r.snoozed_until AS "snoozedUntil"`;

// Snoozes that have rung lie before the earliest that is still to ring, which the alarm knows.
const IS_PENDING = `r.state = 'snoozed' AND r.snoozed_until >= a.snoozed_until`;

const LIST = statement(
  'alarm_rings.list',
  `SELECT ${COLUMNS}, r.due_at::text AS "dueAtKey" FROM alarm_rings r
   WHERE r.alarm_id = $1
     AND (r.due_at, r.id) < (coalesce($2, 'infinity'::timestamptz), coalesce($3, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid))
   ORDER BY r.due_at DESC, r.id DESC
   LIMIT $4`,
);

const PENDING = statement(
  'alarm_rings.pending',
  `SELECT ${COLUMNS} FROM alarm_rings r JOIN alarms a ON a.id = r.alarm_id
   WHERE r.alarm_id = ANY ($1) AND ${IS_PENDING}`,
);

const RUNG_AFTER = statement(
  'alarm_rings.rung_after',
  `SELECT r.alarm_id AS "alarmId", array_agg(to_char(r.occurrence, 'YYYY-MM-DD"T"HH24:MI')) AS occurrences
   FROM unnest($1::uuid[], $2::timestamp[]) AS a (id, reading)
   JOIN alarm_rings r ON r.alarm_id = a.id AND r.occurrence > a.reading AND r.snooze_number = 0
   GROUP BY r.alarm_id`,
);

const OPEN = statement(
  'alarm_rings.open',
  `SELECT ${COLUMNS} FROM alarm_rings r JOIN alarms a ON a.id = r.alarm_id
   WHERE r.alarm_id = $1 AND (r.state = 'ringing' OR ${IS_PENDING})
   ORDER BY r.state = 'ringing' DESC, r.fired_at DESC, r.id DESC`,
);

const LAST_SINCE = statement(
  'alarm_rings.last_since',
  `SELECT ${COLUMNS} FROM alarm_rings r WHERE r.alarm_id = $1 AND r.due_at >= $2
   ORDER BY r.due_at DESC, r.id DESC LIMIT 1`,
);

// A snooze lasts a day at most.
const LAST_OF_OCCURRENCE = statement(
  'alarm_rings.last_of_occurrence',
  `SELECT ${COLUMNS} FROM alarm_rings r
   WHERE r.alarm_id = $1 AND r.occurrence = (
     SELECT n.occurrence FROM alarm_rings n
     WHERE n.alarm_id = $1 AND n.due_at BETWEEN $2::timestamptz - interval '1 day' AND $2
       AND (n.due_at = $2 OR n.snoozed_until = $2)
     ORDER BY n.due_at DESC, n.id DESC LIMIT 1
   )
   ORDER BY r.snooze_number DESC LIMIT 1`,
);

// A missed ring that is answered did ring, on a device.
const ANSWER = `fired_at = coalesce(fired_at, $2)`;

const SNOOZE = statement(
  'alarm_rings.snooze',
  `UPDATE alarm_rings SET state = 'snoozed', snoozed_until = $3, ${ANSWER} WHERE id = $1`,
);

const DISMISS = statement(
  'alarm_rings.dismiss',
  `UPDATE alarm_rings SET state = 'dismissed', ${ANSWER} WHERE id = ANY ($1)`,
);

const SUPERSEDE = statement(
  'alarm_rings.supersede',
  `UPDATE alarm_rings SET state = 'unanswered' WHERE alarm_id = ANY ($1) AND state = 'ringing'`,
);

const INSERT = statement(
  'alarm_rings.insert',
  `INSERT INTO alarm_rings (id, alarm_id, occurrence, snooze_number, due_at, fired_at, state)
   SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::timestamp[], $4::smallint[], $5::timestamptz[], $6::timestamptz[],
     $7::text[])
   ON CONFLICT (alarm_id, occurrence, snooze_number) DO NOTHING
   RETURNING id`,
);

/** Every query on rings. Callers have found the alarm to be the user's own, and hold its lock where they change any. */
@Injectable()
export class AlarmRingsRepository {
  constructor(private readonly database: Database) {}

  /** At most `limit + 1` rings of an alarm behind the page's key, newest first. */
  list(alarmId: string, { limit, after }: PageRequest): Promise<ListedRing[]> {
    return this.database.query<ListedRing>(LIST, [
      alarmId,
      after?.[0] ?? null,
      after?.[1] ?? null,
      limit + 1,
    ]);
  }

  /** Rings of these alarms whose snoozes have not rung yet. */
  pending(alarmIds: readonly string[]): Promise<AlarmRing[]> {
    return this.database.query<AlarmRing>(PENDING, [alarmIds]);
  }

  /** By the alarm, for which occurrences after a reading of its clock it has rung, or should have. */
  async rungAfter(readings: ReadonlyMap<string, LocalDateTime>): Promise<Map<string, ReadonlySet<string>>> {
    if (readings.size === 0) return new Map();
    const rows = await this.database.query<{ alarmId: string; occurrences: string[] }>(RUNG_AFTER, [
      [...readings.keys()],
      [...readings.values()],
    ]);
    return new Map(rows.map(({ alarmId, occurrences }) => [alarmId, new Set(occurrences)]));
  }

  /** What rings, and then what will ring again after a snooze, the newest first. */
  open(alarmId: string): Promise<AlarmRing[]> {
    return this.database.query<AlarmRing>(OPEN, [alarmId]);
  }

  /** The last ring of an alarm that was due since a moment, whatever became of it. */
  lastSince(alarmId: string, since: Date): Promise<AlarmRing | undefined> {
    return this.database.one<AlarmRing>(LAST_SINCE, [alarmId, since]);
  }

  /** The newest ring of the occurrence that rang, was to ring, or is to ring after a snooze at this moment. */
  lastOfOccurrence(alarmId: string, dueAt: Date): Promise<AlarmRing | undefined> {
    return this.database.one<AlarmRing>(LAST_OF_OCCURRENCE, [alarmId, dueAt]);
  }

  async snooze(id: string, { now, until }: { readonly now: Date; readonly until: Date }): Promise<void> {
    await this.database.query(SNOOZE, [id, now, until]);
  }

  async dismiss(ids: readonly string[], now: Date): Promise<void> {
    await this.database.query(DISMISS, [ids, now]);
  }

  /** Nobody answered what rings of these alarms, and now they ring again. */
  async supersede(alarmIds: readonly string[]): Promise<void> {
    await this.database.query(SUPERSEDE, [alarmIds]);
  }

  /** Adds rings; the ids of those that were not there already. */
  async insert(rings: readonly AlarmRing[]): Promise<Set<string>> {
    const rows = await this.database.query<{ id: string }>(INSERT, [
      rings.map(({ id }) => id),
      rings.map(({ alarmId }) => alarmId),
      rings.map(({ occurrence }) => occurrence),
      rings.map(({ snoozeNumber }) => snoozeNumber),
      rings.map(({ dueAt }) => dueAt),
      rings.map(({ firedAt }) => firedAt),
      rings.map(({ state }) => state),
    ]);
    return new Set(rows.map(({ id }) => id));
  }
}
