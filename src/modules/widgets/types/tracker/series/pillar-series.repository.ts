import { Injectable } from '@nestjs/common';
import type { LocalDate } from '../../../../../common/time/local-date.js';
import { Database, statement } from '../../../../../platform/database/database.js';
import type { DayRange } from '../calendar/tracker-calendar.repository.js';
import { IS_LIMIT_SQL, isTakenAwaySql } from '../days/day-sql.js';
import { isScheduledSql, isWithinLimitSql } from '../standing/standing-sql.js';
import { STEP_LIMITS } from '../tracker.contract.js';

/** How long a point of a series is. */
export const BUCKETS = ['day', 'week', 'month'] as const;

/** How long a point of a series is. */
export type Bucket = (typeof BUCKETS)[number];

/** What the trackers of one category came to in a day, week or month. */
export interface PillarPoint {
  /** Its first day; of a week that is a Monday. */
  readonly date: LocalDate;
  /** Skips aside. */
  readonly entries: number;
  /** How many scheduled days were done, of all trackers. */
  readonly done: number;
  /** 100 × done / scheduled, skipped and frozen days aside; null where nothing was scheduled. */
  readonly percent: number | null;
  /** The mean mark of scales, from 0 for the lowest mark to 100 for the highest; null where none was logged. */
  readonly mood: number | null;
}

/** A point with the category that it is of. */
export interface PillarRow extends PillarPoint {
  readonly category: string | null;
  readonly trackers: number;
}

// A habit of n times a week or month asks for an nth part of it each day; today counts once it is done.
const EXPECTED = `CASE
    WHEN NOT c.is_scheduled OR c.date > $5::date OR (NOT c.is_done AND (c.is_skipped OR c.date = $5::date)) THEN 0
    WHEN c.is_limit THEN 1
    WHEN c.period = 'week' THEN c.times / 7.0
    WHEN c.period = 'month' THEN c.times::numeric / extract(day FROM date_trunc('month', c.date) + interval '1 month - 1 day')
    ELSE 1 END`;

const SERIES = statement(
  'tracker_series.pillars',
  `SELECT s.category, s.bucket::text AS date, s.trackers, s.entries, s.done, round(s.mood::numeric, 1)::float8 AS mood,
     CASE WHEN s.expected > 0 THEN least(100, round(100 * s.done / s.expected, 1))::float8 END AS percent
   FROM (
     SELECT min(c.category) AS category, date_trunc($4, c.date::timestamp)::date AS bucket, count(DISTINCT c.id)::int AS trackers,
       sum(c.entries)::int AS entries, count(*) FILTER (WHERE c.is_done AND c.is_scheduled)::int AS done,
       sum(${EXPECTED}) AS expected,
       avg(100 * (c.value - 1) / (c.marks - 1)) FILTER (WHERE c.kind = 'scale') AS mood
     FROM (
       SELECT t.id, t.kind, t.period, t.times, coalesce(cardinality(t.steps), ${STEP_LIMITS.unnamed}) AS marks, w.category,
         d.date, y.value, coalesce(y.entries, 0) AS entries, ${IS_LIMIT_SQL} AS is_limit,
         CASE WHEN NOT ${IS_LIMIT_SQL} THEN coalesce(y.is_done, false)
           WHEN d.date >= $5::date OR t.freezes @> d.date OR coalesce(y.is_skipped, false) THEN false
           ELSE ${isWithinLimitSql('d.date')} END AS is_done,
         coalesce(y.is_skipped, false) OR t.freezes @> d.date
           OR coalesce(y.date IS NULL AND ${isTakenAwaySql('lag(y.last_at) OVER w', 'lead(y.first_at) OVER w')}, false)
           AS is_skipped,
         ${isScheduledSql('d.date', 'least(t.start_date, f.first_on)')} AS is_scheduled
       FROM widgets w
       JOIN trackers t ON t.widget_id = w.id AND t.deleted_at IS NULL
       CROSS JOIN LATERAL (SELECT min(y.date) AS first_on FROM tracker_days y WHERE y.tracker_id = t.id) f
       CROSS JOIN (SELECT generate_series($2::date - interval '1 day', $3::date + interval '1 day', '1 day')::date AS date) d
       LEFT JOIN tracker_days y ON y.tracker_id = t.id AND y.date = d.date
       WHERE w.user_id = $1 AND w.type = 'tracker' AND w.deleted_at IS NULL
       WINDOW w AS (PARTITION BY t.id ORDER BY d.date)
     ) c
     WHERE c.date BETWEEN $2::date AND $3::date
     GROUP BY lower(c.category), bucket
   ) s
   ORDER BY lower(s.category), s.bucket`,
);

/** Which points a series has. */
export interface SeriesRequest extends DayRange {
  readonly by: Bucket;
  readonly today: LocalDate;
}

/** Adds up the trackers of a user by the categories of their widgets, in one statement. */
@Injectable()
export class PillarSeriesRepository {
  constructor(private readonly database: Database) {}

  read(userId: string, { from, to, by, today }: SeriesRequest): Promise<PillarRow[]> {
    return this.database.query<PillarRow>(SERIES, [userId, from, to, by, today]);
  }
}
