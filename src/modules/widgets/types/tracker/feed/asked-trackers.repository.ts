import { Injectable } from '@nestjs/common';
import { Database, statement } from '../../../../../platform/database/database.js';
import type { CalendarAsked } from '../../../calendar-source.contract.js';
import { IS_LIMIT_SQL } from '../days/day-sql.js';
import { DEFINITION_SQL } from '../trackers.repository.js';
import type { AskedTracker } from './tracker-entry.js';

const ASKED = statement(
  'asked_trackers.list',
  `SELECT t.id, ${DEFINITION_SQL} AS definition, t.created_at AS "createdAt", t.updated_at AS "updatedAt"
   FROM widgets w JOIN trackers t ON t.widget_id = w.id AND t.deleted_at IS NULL
   WHERE w.user_id = $1 AND w.deleted_at IS NULL AND w.is_active
     AND (t.kind = 'habit' OR t.rrule IS NOT NULL) AND NOT ${IS_LIMIT_SQL}
   ORDER BY t.created_at, t.id
   LIMIT $2`,
);

/** Reads the trackers that have a place in a calendar. */
@Injectable()
export class AskedTrackersRepository {
  constructor(private readonly database: Database) {}

  /** Those that are due on certain days, the oldest first. */
  asked({ userId, limit }: CalendarAsked): Promise<AskedTracker[]> {
    return this.database.query<AskedTracker>(ASKED, [userId, limit]);
  }
}
