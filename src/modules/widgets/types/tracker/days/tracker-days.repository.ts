import { Injectable } from '@nestjs/common';
import type { LocalDate } from '../../../../../common/time/local-date.js';
import { Database, statement } from '../../../../../platform/database/database.js';
import type { Tracker } from '../tracker.entity.js';
import { CREDIT_SQL, DAY_VALUE_SQL, IS_DONE_SQL, IS_SKIPPED_SQL, STREAK_MARK_SQL } from './day-sql.js';

const COLUMNS = `tracker_id, date, entries, value, sum, min, max, credit, is_done, is_skipped, streak_mark, first_at,
  last_at`;

/** The days of a tracker `t` as its entries `e` say. */
function daysOf(tracker: string, condition: string): string {
  return `SELECT t.id, e.local_date, count(e.value)::int, ${DAY_VALUE_SQL}, sum(e.value), min(e.value), max(e.value),
      ${CREDIT_SQL}, ${IS_DONE_SQL}, ${IS_SKIPPED_SQL}, ${STREAK_MARK_SQL}, min(e.logged_at),
      max(greatest(e.logged_at, e.repeated_at))
    FROM ${tracker} JOIN tracker_entries e ON e.tracker_id = t.id
    WHERE t.id = $1 AND ${condition}
    GROUP BY t.id, t.kind, t.direction, t.target_value, t.times, t.period, t.repair_days, e.local_date`;
}

const WRITE = statement(
  'tracker_days.write',
  `WITH gone AS (
     DELETE FROM tracker_days d
     WHERE d.tracker_id = $1 AND d.date = ANY ($2::date[])
       AND NOT EXISTS (SELECT FROM tracker_entries e WHERE e.tracker_id = $1 AND e.local_date = d.date)
   )
   INSERT INTO tracker_days (${COLUMNS}) ${daysOf('trackers t', 'e.local_date = ANY ($2::date[])')}
   ON CONFLICT (tracker_id, date) DO UPDATE SET entries = excluded.entries, value = excluded.value, sum = excluded.sum,
     min = excluded.min, max = excluded.max, credit = excluded.credit, is_done = excluded.is_done,
     is_skipped = excluded.is_skipped, streak_mark = excluded.streak_mark, first_at = excluded.first_at,
     last_at = excluded.last_at`,
);

const GIVEN_TRACKER = `(
    SELECT $1::uuid AS id, $2::text AS kind, $3::text AS direction, $4::numeric AS target_value, $5::integer AS times,
      $6::text AS period, $7::integer AS repair_days
  ) t`;

const REWRITE = statement(
  'tracker_days.rewrite',
  `INSERT INTO tracker_days (${COLUMNS}) ${daysOf(GIVEN_TRACKER, 'true')}
   ON CONFLICT (tracker_id, date) DO UPDATE SET credit = excluded.credit, is_done = excluded.is_done,
     streak_mark = excluded.streak_mark`,
);

/** Keeps the row of each day of a locked tracker in step with its entries. */
@Injectable()
export class TrackerDaysRepository {
  constructor(private readonly database: Database) {}

  /** After entries of these days were changed: reads those days only. */
  async write(trackerId: string, dates: readonly LocalDate[]): Promise<void> {
    await this.database.query(WRITE, [trackerId, dates]);
  }

  /** After the goal was changed to the one given here: reads every entry. */
  async rewrite({ id, kind, direction, targetValue, times, period, repairDays }: Tracker): Promise<void> {
    await this.database.query(REWRITE, [id, kind, direction, targetValue, times, period, repairDays]);
  }
}
