import { Injectable } from '@nestjs/common';
import type { LocalDate } from '../../../../../common/time/local-date.js';
import { Database, statement } from '../../../../../platform/database/database.js';
import { dayHistorySql, type DayHistory } from '../days/day-facts.js';
import { IS_LIMIT_SQL } from '../days/day-sql.js';
import type { TrackerDefinition } from '../tracker.contract.js';
import { DEFINITION_SQL } from '../trackers.repository.js';

/** A range of days, both included. */
export interface DayRange {
  readonly from: LocalDate;
  readonly to: LocalDate;
}

/** What a day with entries shows. */
export interface ShownDay {
  readonly date: LocalDate;
  readonly value: number | null;
  readonly entries: number;
}

/** What a calendar is made of. */
export interface CalendarRow {
  readonly definition: TrackerDefinition;
  readonly schedule: string | null;
  readonly scheduleFrom: LocalDate | null;
  /** The first day with an entry. */
  readonly firstOn: LocalDate | null;
  /** Days from a month before the range to a month after it, so that weeks and months are whole. */
  readonly history: DayHistory;
  /** Days of the range itself. */
  readonly shown: readonly ShownDay[];
}

const CALENDAR = statement(
  'tracker_calendar.read',
  `SELECT ${DEFINITION_SQL} AS definition, t.schedule, t.schedule_from::text AS "scheduleFrom",
     (SELECT min(d.date)::text FROM tracker_days d WHERE d.tracker_id = $1) AS "firstOn",
     ${dayHistorySql('d.tracker_id = $1 AND d.date BETWEEN $2::date - 31 AND $3::date + 31', IS_LIMIT_SQL)} AS history,
     coalesce((
       SELECT json_agg(json_build_object('date', d.date, 'value', d.value, 'entries', d.entries))
       FROM tracker_days d WHERE d.tracker_id = $1 AND d.date BETWEEN $2::date AND $3::date
     ), '[]'::json) AS shown
   FROM trackers t JOIN widgets w ON w.id = t.widget_id AND w.user_id = $4 AND w.deleted_at IS NULL
   WHERE t.id = $1 AND t.deleted_at IS NULL`,
);

/** Reads what a tracker's calendar is made of, in one statement. */
@Injectable()
export class TrackerCalendarRepository {
  constructor(private readonly database: Database) {}

  read(userId: string, trackerId: string, { from, to }: DayRange): Promise<CalendarRow | undefined> {
    return this.database.one<CalendarRow>(CALENDAR, [trackerId, from, to, userId]);
  }
}
