import { Injectable } from '@nestjs/common';
import type { LocalDate } from '../../../../../common/time/local-date.js';
import { Database, statement } from '../../../../../platform/database/database.js';
import {
  currentStreakSql,
  dayValueSql,
  goalColumns,
  IS_SKIPPED_SQL,
  isDoneSql,
  isScheduledSql,
  progressSql,
} from '../standing/day-sql.js';
import type { TrackerKind } from '../tracker.contract.js';

/** Which days the stats are about. */
export interface StatsWindow {
  readonly today: LocalDate;
  /** The first day of the history. */
  readonly history: LocalDate;
  readonly from: LocalDate;
  readonly before: LocalDate;
}

/** A day with entries. */
export interface DayRow {
  readonly date: LocalDate;
  readonly value: number | null;
  readonly entries: number;
  readonly isDone: boolean;
  readonly isSkipped: boolean;
}

/** What was logged in the window, skips aside. */
export interface Totals {
  readonly entries: number;
  readonly days: number;
  readonly sum: number | null;
  readonly min: number | null;
  readonly max: number | null;
  readonly mean: number | null;
}

/** Everything that stats are made of. */
export interface StatsRow {
  readonly kind: TrackerKind;
  readonly startDate: LocalDate;
  readonly schedule: string | null;
  readonly scheduleFrom: LocalDate | null;
  readonly currentValue: number | null;
  readonly progress: number | null;
  readonly currentStreak: number;
  readonly longestStreak: number;
  readonly streakThrough: LocalDate | null;
  readonly isScheduledToday: boolean;
  readonly today: Omit<DayRow, 'date'>;
  /** Pairs of a day's number and whether it is done; the others were skipped. */
  readonly marks: readonly [day: number, isDone: boolean][];
  readonly firstOn: LocalDate | null;
  readonly totals: Totals;
  readonly days: readonly DayRow[];
}

const GOAL = goalColumns('t');

const DAY = `${dayValueSql(GOAL.kind)} AS value, count(e.value)::int AS entries, ${isDoneSql(GOAL)} AS is_done,
  ${IS_SKIPPED_SQL} AS is_skipped`;

const STATS = statement(
  'tracker_stats.read',
  `SELECT t.kind, t.start_date::text AS "startDate", t.schedule, t.schedule_from::text AS "scheduleFrom",
     t.current_value::float8 AS "currentValue", ${progressSql('t', 'today.value')} AS progress,
     ${currentStreakSql('t', '$3::date')} AS "currentStreak", t.longest_streak AS "longestStreak",
     t.streak_through::text AS "streakThrough", ${isScheduledSql('t', '$3::date')} AS "isScheduledToday",
     json_build_object('value', today.value, 'entries', today.entries, 'isDone', today.is_done,
       'isSkipped', today.is_skipped) AS today,
     coalesce((
       SELECT json_agg(json_build_array(m.local_date - date '1970-01-01', m.is_done))
       FROM (
         SELECT e.local_date, ${isDoneSql(GOAL)} AS is_done, ${IS_SKIPPED_SQL} AS is_skipped
         FROM tracker_entries e WHERE e.tracker_id = t.id AND e.local_date >= $4::date GROUP BY e.local_date
       ) m
       WHERE m.is_done OR m.is_skipped
     ), '[]'::json) AS marks,
     (SELECT min(e.local_date)::text FROM tracker_entries e WHERE e.tracker_id = t.id AND e.local_date >= $4::date)
       AS "firstOn",
     (SELECT json_build_object('entries', count(e.value), 'days', count(DISTINCT e.local_date),
        'sum', sum(e.value)::float8, 'min', min(e.value)::float8, 'max', max(e.value)::float8,
        'mean', avg(e.value)::float8)
      FROM tracker_entries e
      WHERE e.tracker_id = t.id AND NOT e.is_skip AND e.local_date >= $5::date AND e.local_date < $6::date) AS totals,
     coalesce((
       SELECT json_agg(json_build_object('date', s.local_date, 'value', s.value, 'entries', s.entries,
         'isDone', s.is_done, 'isSkipped', s.is_skipped) ORDER BY s.local_date)
       FROM (
         SELECT e.local_date, ${DAY}
         FROM tracker_entries e
         WHERE e.tracker_id = t.id AND e.local_date >= $5::date AND e.local_date < $6::date GROUP BY e.local_date
       ) s
     ), '[]'::json) AS days
   FROM trackers t
   JOIN widgets w ON w.id = t.widget_id AND w.user_id = $1 AND w.deleted_at IS NULL
   CROSS JOIN LATERAL (
     SELECT ${DAY} FROM tracker_entries e WHERE e.tracker_id = t.id AND e.local_date = $3::date
   ) today
   WHERE t.id = $2 AND t.deleted_at IS NULL`,
);

/** Reads what a tracker's stats are made of, in one statement. */
@Injectable()
export class TrackerStatsRepository {
  constructor(private readonly database: Database) {}

  read(userId: string, trackerId: string, window: StatsWindow): Promise<StatsRow | undefined> {
    const { today, history, from, before } = window;
    return this.database.one<StatsRow>(STATS, [userId, trackerId, today, history, from, before]);
  }
}
