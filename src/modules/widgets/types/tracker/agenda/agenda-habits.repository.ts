import { Injectable } from '@nestjs/common';
import type { LocalDate } from '../../../../../common/time/local-date.js';
import { Database, statement } from '../../../../../platform/database/database.js';
import { dayHistorySql, type DayHistory } from '../days/day-facts.js';
import { IS_LIMIT_SQL } from '../days/day-sql.js';
import type { TrackerDefinition } from '../tracker.contract.js';
import { DEFINITION_SQL } from '../trackers.repository.js';

/** A tracker that is due on certain days, with what is known of these. */
export interface AgendaHabit {
  readonly id: string;
  readonly widgetId: string;
  readonly definition: TrackerDefinition;
  readonly schedule: string | null;
  readonly scheduleFrom: LocalDate | null;
  /** The first day with an entry. */
  readonly firstOn: LocalDate | null;
  /** Days from a month before the range to a month after it, so that weeks and months are whole. */
  readonly history: DayHistory;
}

const LIST = statement(
  'agenda_habits.list',
  `SELECT t.id, t.widget_id AS "widgetId", ${DEFINITION_SQL} AS definition, t.schedule,
     t.schedule_from::text AS "scheduleFrom",
     (SELECT min(d.date)::text FROM tracker_days d WHERE d.tracker_id = t.id) AS "firstOn",
     ${dayHistorySql('d.tracker_id = t.id AND d.date BETWEEN $2::date - 31 AND $3::date + 31', IS_LIMIT_SQL)} AS history
   FROM widgets w JOIN trackers t ON t.widget_id = w.id AND t.deleted_at IS NULL
   WHERE w.user_id = $1 AND w.deleted_at IS NULL
     AND (t.rrule IS NOT NULL OR (t.kind = 'habit' AND t.direction = 'up'))
   ORDER BY t.created_at, t.id
   LIMIT $4`,
);

/** Reads the habits of an agenda. */
@Injectable()
export class AgendaHabitsRepository {
  constructor(private readonly database: Database) {}

  /** Trackers of a user that are due on certain days, with their history around these days, the oldest first. */
  list(
    userId: string,
    { first, last, limit }: { readonly first: LocalDate; readonly last: LocalDate; readonly limit: number },
  ): Promise<AgendaHabit[]> {
    return this.database.query<AgendaHabit>(LIST, [userId, first, last, limit]);
  }
}
