import { Injectable } from '@nestjs/common';
import type { LocalDate } from '../../../../../common/time/local-date.js';
import { Database, statement } from '../../../../../platform/database/database.js';
import { dayHistorySql, type DayHistory } from '../days/day-facts.js';
import { IS_LIMIT_SQL } from '../days/day-sql.js';
import { progressSql } from '../standing/standing-sql.js';
import { trackersOnDaySql } from '../standing/trackers-on-day.js';
import type { TrackerDefinition } from '../tracker.contract.js';
import { DEFINITION_SQL } from '../trackers.repository.js';

/** Which days the stats are about. */
export interface StatsWindow {
  readonly today: LocalDate;
  readonly now: Date;
  /** When the evening of today begins. */
  readonly evening: Date;
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

/** How the user's today stands, apart from its date. */
export interface TodayRow extends Omit<DayRow, 'date'> {
  readonly isScheduled: boolean;
  readonly isDue: boolean;
}

/** Everything that stats are made of. */
export interface StatsRow {
  readonly definition: TrackerDefinition;
  readonly schedule: string | null;
  readonly scheduleFrom: LocalDate | null;
  readonly currentValue: number | null;
  readonly progress: number | null;
  readonly strength: number | null;
  readonly currentStreak: number;
  readonly longestStreak: number;
  readonly streakThrough: LocalDate | null;
  readonly isAtRisk: boolean;
  readonly today: TodayRow;
  readonly history: DayHistory;
  readonly totals: Totals;
  readonly days: readonly DayRow[];
}

const STATS = statement(
  'tracker_stats.read',
  `SELECT ${DEFINITION_SQL} AS definition, t.schedule, t.schedule_from::text AS "scheduleFrom",
     t.current_value::float8 AS "currentValue", ${progressSql('t.value')} AS progress, t.strength,
     t.current_streak AS "currentStreak", greatest(t.longest_streak, t.current_streak) AS "longestStreak",
     t.streak_through::text AS "streakThrough", t.is_at_risk AS "isAtRisk",
     json_build_object('value', t.value, 'entries', t.entries, 'isScheduled', t.is_scheduled, 'isDue', t.is_due,
       'isDone', t.is_done, 'isSkipped', t.is_skipped) AS today,
     ${dayHistorySql('d.tracker_id = $1 AND d.date >= $2::date', IS_LIMIT_SQL)} AS history,
     (SELECT json_build_object('entries', coalesce(sum(y.entries), 0), 'days', count(*) FILTER (WHERE y.entries > 0),
        'sum', sum(y.sum)::float8, 'min', min(y.min)::float8, 'max', max(y.max)::float8,
        'mean', round(sum(y.sum) / nullif(sum(y.entries), 0), greatest(2, scale(trim_scale(sum(y.sum)))))::float8)
      FROM tracker_days y WHERE y.tracker_id = $1 AND y.date >= $5::date AND y.date < $6::date) AS totals,
     coalesce((
       SELECT json_agg(json_build_object('date', y.date, 'value', y.value, 'entries', y.entries, 'isDone', y.is_done,
         'isSkipped', y.is_skipped) ORDER BY y.date)
       FROM tracker_days y WHERE y.tracker_id = $1 AND y.date >= $5::date AND y.date < $6::date
     ), '[]'::json) AS days
   FROM (SELECT $4::date AS date, $7::timestamptz AS now, $8::timestamptz AS evening_at) d
   CROSS JOIN LATERAL (${trackersOnDaySql('t.id = $1 AND t.deleted_at IS NULL')}) t
   JOIN widgets w ON w.id = t.widget_id AND w.user_id = $3 AND w.deleted_at IS NULL`,
);

/** Reads what a tracker's stats are made of, in one statement. */
@Injectable()
export class TrackerStatsRepository {
  constructor(private readonly database: Database) {}

  read(userId: string, trackerId: string, window: StatsWindow): Promise<StatsRow | undefined> {
    const { today, history, from, before, now, evening } = window;
    const values = [trackerId, history, userId, today, from, before, now, evening];
    return this.database.one<StatsRow>(STATS, values);
  }
}
