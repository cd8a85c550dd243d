import { Injectable } from '@nestjs/common';
import { Database, statement } from '../../../../../platform/database/database.js';
import type { CalendarAsked } from '../../../calendar-source.contract.js';
import { IS_HELD, octetsBeforeSql } from '../event-sizes.js';
import type { KnownEvent } from './event-entry.js';

const KNOWN = statement(
  'known_events.list',
  `SELECT e.id, e.title, e.description, e.location, e.schedule, e.created_at AS "createdAt",
     e.updated_at AS "updatedAt"
   FROM (
     SELECT e.*, ${octetsBeforeSql('e.last_day DESC, e.id')}
     FROM calendar_events e JOIN widgets w ON w.id = e.widget_id AND w.deleted_at IS NULL AND w.is_active
     WHERE e.user_id = $1 AND e.last_day >= $2
   ) e
   WHERE ${IS_HELD}
   ORDER BY e.last_day DESC, e.id
   LIMIT $3`,
);

/** Reads the events that have a place in a calendar. */
@Injectable()
export class KnownEventsRepository {
  constructor(private readonly database: Database) {}

  /** Those that were not over by then, of all calendars, the ones that go on longest first. */
  known({ userId, since, limit }: CalendarAsked): Promise<KnownEvent[]> {
    return this.database.query<KnownEvent>(KNOWN, [userId, since, limit]);
  }
}
