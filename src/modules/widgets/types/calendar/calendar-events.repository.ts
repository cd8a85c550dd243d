import { Injectable } from '@nestjs/common';
import type { LocalDate } from '../../../../common/time/local-date.js';
import { Database, statement, type Statement } from '../../../../platform/database/database.js';
import type { CalendarEvent } from './calendar-event.entity.js';
import { IS_HELD, octetsBeforeSql } from './event-sizes.js';

const COLUMNS = `e.id, e.user_id AS "userId", e.widget_id AS "widgetId", e.uid, e.title, e.description, e.location,
  e.schedule, e.first_day::text AS "firstDay", e.last_day::text AS "lastDay", e.sequence,
  e.stamp::float8 AS stamp, e.source_digest AS "sourceDigest", e.version, e.created_at AS "createdAt",
  e.updated_at AS "updatedAt"`;

const LIVING = 'JOIN widgets w ON w.id = e.widget_id AND w.deleted_at IS NULL';

const FIND = statement(
  'calendar.find',
  `SELECT ${COLUMNS} FROM calendar_events e ${LIVING} WHERE e.user_id = $1 AND e.id = $2`,
);

const LOCK = statement('calendar.lock', `${FIND.text} FOR UPDATE OF e`);

const inRangeSql = (from: string): string => `SELECT ${COLUMNS}, e.count FROM (
     SELECT e.*, ${octetsBeforeSql('e.id')}, count(*) OVER ()::int AS count FROM ${from}
     AND e.last_day >= $2 AND e.first_day <= $3
   ) e
   WHERE ${IS_HELD}
   ORDER BY e.id`;

const IN_RANGE = statement('calendar.in_range', inRangeSql('calendar_events e WHERE e.widget_id = $1'));

const IN_RANGE_OF_USER = statement(
  'calendar.in_range_of_user',
  inRangeSql(`calendar_events e ${LIVING} WHERE e.user_id = $1`),
);

// Imports into one widget wait for one another, so that none overlooks what the other one adds.
const COUNT = statement(
  'calendar.count',
  'SELECT count(*)::int AS count FROM (SELECT FROM calendar_events WHERE widget_id = $1 LIMIT $2) few',
);

const BY_UID = statement(
  'calendar.by_uid',
  `SELECT ${COLUMNS} FROM calendar_events e WHERE e.widget_id = $1 AND e.uid = ANY($2::text[]) FOR UPDATE`,
);

const SETS = `unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::jsonb[],
     $9::date[], $10::date[], $11::int[], $12::bigint[], $13::text[], $14::int[], $15::timestamptz[],
     $16::timestamptz[])
     AS c (id, user_id, widget_id, uid, title, description, location, schedule, first_day, last_day, sequence, stamp,
       source_digest, version, created_at, updated_at)`;

const INSERT = statement(
  'calendar.insert',
  `INSERT INTO calendar_events (id, user_id, widget_id, uid, title, description, location, schedule, first_day,
     last_day, sequence, stamp, source_digest, version, created_at, updated_at)
   SELECT c.* FROM ${SETS}`,
);

const UPDATE = statement(
  'calendar.update',
  `UPDATE calendar_events e SET title = c.title, description = c.description, location = c.location,
     schedule = c.schedule, first_day = c.first_day, last_day = c.last_day, sequence = c.sequence, stamp = c.stamp,
     source_digest = c.source_digest, version = c.version, updated_at = c.updated_at
   FROM ${SETS} WHERE e.user_id = c.user_id AND e.id = c.id`,
);

const DELETE = statement(
  'calendar.delete',
  'DELETE FROM calendar_events WHERE user_id = $1 AND id = ANY($2::uuid[])',
);

const OF_USER = statement(
  'calendar.of_user',
  `SELECT ${COLUMNS} FROM calendar_events e ${LIVING}
   WHERE e.user_id = $1 AND e.id > $2 AND e.last_day >= $3 AND e.first_day <= $4
   ORDER BY e.id LIMIT $5 FOR UPDATE OF e`,
);

const USERS = statement(
  'calendar.users',
  `SELECT DISTINCT e.user_id AS "userId" FROM calendar_events e ${LIVING}
   WHERE e.user_id > $1 AND e.last_day >= $2 AND e.first_day <= $3 ORDER BY 1 LIMIT $4`,
);

const AT_ONCE = 500;
/** So many dates or characters of a description are as long as an event without any. */
const DATES_OF_ONE = 50;
const CHARACTERS_OF_ONE = 2_000;
const DATES_OF_A_CHANGE = 5;

interface CountedEvent extends CalendarEvent {
  /** How many there are in all. */
  readonly count: number;
}

/** Days between which events are wanted, both included. */
export interface DaySpan {
  readonly first: LocalDate;
  readonly last: LocalDate;
}

/** Events of a range of days. */
export interface EventsInRange {
  readonly events: readonly CalendarEvent[];
  /** Whether none was left out because they are too long together. */
  readonly areAll: boolean;
}

/** Every query on events of calendars. */
@Injectable()
export class CalendarEventsRepository {
  constructor(private readonly database: Database) {}

  find(userId: string, id: string): Promise<CalendarEvent | undefined> {
    return this.database.one<CalendarEvent>(FIND, [userId, id]);
  }

  /** The same, and nobody else changes it until the unit of work ends. */
  lock(userId: string, id: string): Promise<CalendarEvent | undefined> {
    return this.database.one<CalendarEvent>(LOCK, [userId, id]);
  }

  /** Events of a widget that may have occurrences between the days, and whether they are all of them. */
  inRange(widgetId: string, days: DaySpan): Promise<EventsInRange> {
    return this.within(IN_RANGE, widgetId, days);
  }

  /** The same of all calendars of a user. */
  inRangeOfUser(userId: string, days: DaySpan): Promise<EventsInRange> {
    return this.within(IN_RANGE_OF_USER, userId, days);
  }

  /** How many events a widget has, counted no further than so many. */
  async count(widgetId: string, most: number): Promise<number> {
    return (await this.database.one<{ count: number }>(COUNT, [widgetId, most]))?.count ?? 0;
  }

  /** Events of a widget with these UIDs, locked. */
  lockByUid(widgetId: string, uids: readonly string[]): Promise<CalendarEvent[]> {
    return this.database.query<CalendarEvent>(BY_UID, [widgetId, uids]);
  }

  async insert(events: readonly CalendarEvent[]): Promise<void> {
    for (const part of partsOf(events)) await this.database.query(INSERT, columnsOf(part));
  }

  async update(events: readonly CalendarEvent[]): Promise<void> {
    for (const part of partsOf(events)) await this.database.query(UPDATE, columnsOf(part));
  }

  async delete(userId: string, ids: readonly string[]): Promise<void> {
    if (ids.length > 0) await this.database.query(DELETE, [userId, ids]);
  }

  /** Events of a user that may have occurrences between the days, by id from `after` on, locked. */
  lockOfUser(
    userId: string,
    after: string,
    { first, last }: DaySpan,
    limit: number,
  ): Promise<CalendarEvent[]> {
    return this.database.query<CalendarEvent>(OF_USER, [userId, after, first, last, limit]);
  }

  /** Users with events that may have occurrences between the days, by id from `after` on. */
  async users(after: string, { first, last }: DaySpan, limit: number): Promise<string[]> {
    const rows = await this.database.query<{ userId: string }>(USERS, [after, first, last, limit]);
    return rows.map(({ userId }) => userId);
  }

  private async within(
    inRange: Statement,
    ownerId: string,
    { first, last }: DaySpan,
  ): Promise<EventsInRange> {
    const events = await this.database.query<CountedEvent>(inRange, [ownerId, first, last]);
    return { events, areAll: events.length === (events[0]?.count ?? 0) };
  }
}

/** A statement is put together without a pause, so that thousands of events, or few long ones, are several of them. */
function* partsOf(events: readonly CalendarEvent[]): Iterable<readonly CalendarEvent[]> {
  let begin = 0;
  let weight = 0;
  for (const [index, event] of events.entries()) {
    const own = weightOf(event);
    if (index > begin && weight + own > AT_ONCE) {
      yield events.slice(begin, index);
      begin = index;
      weight = 0;
    }
    weight += own;
  }
  if (begin < events.length) yield events.slice(begin);
}

function weightOf({ schedule, description }: CalendarEvent): number {
  const { rdates, exdates, changed } = schedule;
  const dates = rdates.length + exdates.length + DATES_OF_A_CHANGE * changed.length;
  return 1 + dates / DATES_OF_ONE + (description ?? '').length / CHARACTERS_OF_ONE;
}

function columnsOf(events: readonly CalendarEvent[]): unknown[] {
  return [
    events.map(({ id }) => id),
    events.map(({ userId }) => userId),
    events.map(({ widgetId }) => widgetId),
    events.map(({ uid }) => uid),
    events.map(({ title }) => title),
    events.map(({ description }) => description),
    events.map(({ location }) => location),
    events.map(({ schedule }) => JSON.stringify(schedule)),
    events.map(({ firstDay }) => firstDay),
    events.map(({ lastDay }) => lastDay),
    events.map(({ sequence }) => sequence),
    events.map(({ stamp }) => stamp),
    events.map(({ sourceDigest }) => sourceDigest),
    events.map(({ version }) => version),
    events.map(({ createdAt }) => createdAt),
    events.map(({ updatedAt }) => updatedAt),
  ];
}
