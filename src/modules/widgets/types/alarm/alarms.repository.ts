import { Injectable } from '@nestjs/common';
import type { PageRequest } from '../../../../common/paging/page.js';
import { Database, statement } from '../../../../platform/database/database.js';
import type { Alarm } from './alarm.entity.js';

/** An alarm with its sort key as the database wrote it. */
export interface ListedAlarm extends Alarm {
  readonly createdAtKey: string;
}

/** What a list of alarms is narrowed by. */
export interface AlarmFilter {
  readonly isActive?: boolean | undefined;
}

/** The columns of an alarm `a` as its entity has them. */
export const ALARM_COLUMNS = `a.id, a.user_id AS "userId", a.widget_id AS "widgetId", a.title, a.times,
  a.start_date::text AS "startDate", a.rrule, a.time_zone AS "timeZone", a.is_active AS "isActive", a.upcoming,
  a.next_trigger_at AS "nextTriggerAt", a.snoozed_until AS "snoozedUntil", a.due_at AS "dueAt",
  to_char(a.last_occurrence, 'YYYY-MM-DD"T"HH24:MI') AS "lastOccurrence", a.last_triggered_at AS "lastTriggeredAt",
  a.version, a.created_at AS "createdAt", a.updated_at AS "updatedAt"`;

/** On which channel it is told that an alarm is due earlier than the alarm clocks may know. */
export const ALARMS_CHANNEL = 'alarms';

const LIVING = 'JOIN widgets w ON w.id = a.widget_id AND w.deleted_at IS NULL';

const FIND = statement(
  'alarms.find',
  `SELECT ${ALARM_COLUMNS} FROM alarms a ${LIVING} WHERE a.user_id = $1 AND a.id = $2`,
);

const LOCK = statement('alarms.lock', `${FIND.text} FOR UPDATE OF a`);

const LIST = statement(
  'alarms.list',
  `SELECT ${ALARM_COLUMNS}, a.created_at::text AS "createdAtKey" FROM alarms a
   WHERE a.widget_id = $1
     AND (a.created_at, a.id) > (coalesce($2, '-infinity'::timestamptz), coalesce($3, '00000000-0000-0000-0000-000000000000'::uuid))
   ORDER BY a.created_at, a.id
   LIMIT $4`,
);

const LIST_OF_USER = statement(
  'alarms.list_of_user',
  `SELECT ${ALARM_COLUMNS}, a.created_at::text AS "createdAtKey" FROM alarms a ${LIVING}
   WHERE a.user_id = $1 AND ($5::boolean IS NULL OR a.is_active = $5)
     AND (a.created_at, a.id) > (coalesce($2, '-infinity'::timestamptz), coalesce($3, '00000000-0000-0000-0000-000000000000'::uuid))
   ORDER BY a.created_at, a.id
   LIMIT $4`,
);

const WAKE = `SELECT pg_notify('${ALARMS_CHANNEL}', '')`;

const INSERT = statement(
  'alarms.insert',
  `WITH added AS (
     INSERT INTO alarms (id, user_id, widget_id, title, times, start_date, rrule, time_zone, is_active, upcoming,
       next_trigger_at, due_at, version, created_at, updated_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::jsonb, $11, $11, $12, $13, $13)
     RETURNING id
   )
   ${WAKE} FROM added`,
);

const COUNT = statement(
  'alarms.count',
  'SELECT count(*)::int AS count FROM (SELECT FROM alarms WHERE widget_id = $1 LIMIT $2) few',
);

const UPDATE = statement(
  'alarms.update',
  `WITH changed AS (
     UPDATE alarms SET widget_id = $3, title = $4, times = $5, start_date = $6, rrule = $7, time_zone = $8,
       is_active = $9, upcoming = $10::jsonb, next_trigger_at = $11, snoozed_until = $12, due_at = $13,
       version = $14, updated_at = $15
     WHERE user_id = $1 AND id = $2
     RETURNING id
   )
   ${WAKE} FROM changed`,
);

const DELETE = statement('alarms.delete', 'DELETE FROM alarms WHERE user_id = $1 AND id = $2');

const RESCHEDULE = statement(
  'alarms.reschedule',
  `UPDATE alarms a SET upcoming = c.upcoming, next_trigger_at = c.next_trigger_at, snoozed_until = c.snoozed_until,
     due_at = c.due_at, last_occurrence = c.last_occurrence, last_triggered_at = c.last_triggered_at,
     version = a.version + 1
   FROM unnest($1::uuid[], $2::jsonb[], $3::timestamptz[], $4::timestamptz[], $5::timestamptz[], $6::timestamp[],
     $7::timestamptz[])
     AS c (id, upcoming, next_trigger_at, snoozed_until, due_at, last_occurrence, last_triggered_at)
   WHERE a.id = c.id`,
);

const ANNOUNCE = statement('alarms.announce', WAKE);

const OF_USERS_ZONE = statement(
  'alarms.of_users_zone',
  `SELECT ${ALARM_COLUMNS} FROM alarms a ${LIVING}
   WHERE a.user_id = $1 AND a.id > $2 AND a.is_active AND a.time_zone IS NULL
   ORDER BY a.id LIMIT $3 FOR UPDATE OF a`,
);

/** Every query on a user's alarms; each names the user or the widget whose they are, or alarms that are locked. */
@Injectable()
export class AlarmsRepository {
  constructor(private readonly database: Database) {}

  find(userId: string, id: string): Promise<Alarm | undefined> {
    return this.database.one<Alarm>(FIND, [userId, id]);
  }

  /** The same, and nobody else changes it, nor lets it ring, until the unit of work ends. */
  lock(userId: string, id: string): Promise<Alarm | undefined> {
    return this.database.one<Alarm>(LOCK, [userId, id]);
  }

  /** At most `limit + 1` alarms of a widget behind the page's key, oldest first. */
  list(widgetId: string, { limit, after }: PageRequest): Promise<ListedAlarm[]> {
    return this.database.query<ListedAlarm>(LIST, [
      widgetId,
      after?.[0] ?? null,
      after?.[1] ?? null,
      limit + 1,
    ]);
  }

  /** The same of all widgets of a user, or only of those alarms that are on or off. */
  listOfUser(
    userId: string,
    { isActive }: AlarmFilter,
    { limit, after }: PageRequest,
  ): Promise<ListedAlarm[]> {
    const key = [after?.[0] ?? null, after?.[1] ?? null];
    return this.database.query<ListedAlarm>(LIST_OF_USER, [userId, ...key, limit + 1, isActive ?? null]);
  }

  async insert(alarm: Alarm): Promise<void> {
    const { id, userId, widgetId, title, times, startDate, rrule, timeZone, isActive } = alarm;
    await this.database.query(INSERT, [
      ...[id, userId, widgetId, title, times, startDate, rrule, timeZone, isActive],
      ...[JSON.stringify(alarm.upcoming), alarm.nextTriggerAt, alarm.version, alarm.createdAt],
    ]);
  }

  /** Whether a widget has fewer than so many alarms. */
  async hasRoom(widgetId: string, most: number): Promise<boolean> {
    const row = await this.database.one<{ count: number }>(COUNT, [widgetId, most]);
    return (row?.count ?? 0) < most;
  }

  async update(alarm: Alarm): Promise<void> {
    const { id, userId, widgetId, title, times, startDate, rrule, timeZone, isActive } = alarm;
    await this.database.query(UPDATE, [
      ...[userId, id, widgetId, title, times, startDate, rrule, timeZone, isActive],
      ...[JSON.stringify(alarm.upcoming), alarm.nextTriggerAt, alarm.snoozedUntil, alarm.dueAt],
      ...[alarm.version, alarm.updatedAt],
    ]);
  }

  async delete(userId: string, id: string): Promise<void> {
    await this.database.query(DELETE, [userId, id]);
  }

  /** Writes when alarms are due next and what rang last, each as a version of its own. */
  async reschedule(alarms: readonly Alarm[]): Promise<void> {
    await this.database.query(RESCHEDULE, [
      alarms.map(({ id }) => id),
      alarms.map(({ upcoming }) => JSON.stringify(upcoming)),
      alarms.map(({ nextTriggerAt }) => nextTriggerAt),
      alarms.map(({ snoozedUntil }) => snoozedUntil),
      alarms.map(({ dueAt }) => dueAt),
      alarms.map(({ lastOccurrence }) => lastOccurrence),
      alarms.map(({ lastTriggeredAt }) => lastTriggeredAt),
    ]);
  }

  /** Tells the alarm clocks, once this transaction commits, that something may be due earlier than they know. */
  async announce(): Promise<void> {
    await this.database.query(ANNOUNCE);
  }

  /** Alarms that are on and follow their user's clock, by id from `after` on, locked. */
  lockOfUsersZone(userId: string, after: string, limit: number): Promise<Alarm[]> {
    return this.database.query<Alarm>(OF_USERS_ZONE, [userId, after, limit]);
  }
}
