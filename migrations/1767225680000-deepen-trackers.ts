import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Habits of n times a period, named marks, freezes, a repair window, strength, and a row for each day of a tracker. */
export class DeepenTrackers1767225680000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE trackers
        ADD COLUMN times integer,
        ADD COLUMN period text,
        ADD COLUMN week_start text NOT NULL DEFAULT 'MO',
        ADD COLUMN steps text[],
        ADD COLUMN freezes datemultirange NOT NULL DEFAULT '{}',
        ADD COLUMN repair_days integer,
        ADD COLUMN strengths double precision[],
        ADD COLUMN strength_from date,
        ADD COLUMN strength_fade double precision,
        ADD CONSTRAINT trackers_quota_check CHECK (
          (times IS NULL) = (period IS NULL) AND period IN ('day', 'week', 'month')
          AND times >= 1 AND (times IS NULL OR (kind = 'habit' AND direction = 'up'))
          AND (rrule IS NULL OR period IS NULL OR period = 'day')
        ),
        ADD CONSTRAINT trackers_week_start_check CHECK (week_start IN ('MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU')),
        ADD CONSTRAINT trackers_steps_check CHECK (steps IS NULL OR (kind = 'scale' AND cardinality(steps) >= 2)),
        ADD CONSTRAINT trackers_repair_days_check CHECK (repair_days >= 0),
        ADD CONSTRAINT trackers_strength_check CHECK (
          (strengths IS NULL) = (strength_from IS NULL) AND (strengths IS NULL) = (strength_fade IS NULL)
          AND cardinality(strengths) >= 1
        )
    `);
    await runner.query(`
      UPDATE trackers t SET week_start = u.week_start
      FROM widgets w JOIN users u ON u.id = w.user_id
      WHERE w.id = t.widget_id
    `);
    await runner.query(`
      ALTER TABLE trackers ALTER COLUMN week_start DROP DEFAULT, ALTER COLUMN freezes DROP DEFAULT
    `);
    await runner.query(`ALTER TABLE tracker_entries ADD COLUMN recorded_on date`);
    await runner.query(`
      UPDATE tracker_entries
      SET recorded_on = greatest(local_date, (created_at AT TIME ZONE time_zone - day_start::interval)::date)
    `);
    await runner.query(`ALTER TABLE tracker_entries ALTER COLUMN recorded_on SET NOT NULL`);
    await runner.query(`
      CREATE TABLE tracker_days (
        tracker_id uuid NOT NULL REFERENCES trackers (id) ON DELETE CASCADE,
        date date NOT NULL,
        entries integer NOT NULL,
        value double precision,
        sum numeric,
        min numeric,
        max numeric,
        credit double precision NOT NULL,
        is_done boolean NOT NULL,
        is_skipped boolean NOT NULL,
        streak_mark text,
        first_at timestamptz NOT NULL,
        last_at timestamptz NOT NULL,
        PRIMARY KEY (tracker_id, date),
        CONSTRAINT tracker_days_credit_check CHECK (credit BETWEEN 0 AND 1),
        CONSTRAINT tracker_days_streak_mark_check CHECK (streak_mark IN ('done', 'skipped'))
      )
    `);
    // Until now every habit was for single days and had no repair window, so that its days are found more simply here.
    await runner.query(`
      INSERT INTO tracker_days
      SELECT d.tracker_id, d.local_date, d.entries, d.value, d.sum, d.min, d.max,
        CASE WHEN d.is_done THEN 1 WHEN d.kind = 'habit' THEN d.share ELSE 0 END,
        d.is_done, d.is_skipped, CASE WHEN d.is_done THEN 'done' WHEN d.is_skipped THEN 'skipped' END, d.first_at, d.last_at
      FROM (
        SELECT e.tracker_id, e.local_date, t.kind, count(e.value)::int AS entries,
          (CASE t.kind WHEN 'habit' THEN sum(e.value) WHEN 'scale' THEN avg(e.value)
            ELSE (array_agg(e.value ORDER BY e.logged_at DESC, e.id DESC) FILTER (WHERE NOT e.is_skip))[1]
            END)::float8 AS value,
          sum(e.value) AS sum, min(e.value) AS min, max(e.value) AS max,
          CASE WHEN t.kind <> 'habit' THEN count(e.value) > 0
            WHEN t.direction = 'up' THEN coalesce(sum(e.value) >= coalesce(t.target_value, 1), false)
            ELSE coalesce(sum(e.value) <= coalesce(t.target_value, 0), false) END AS is_done,
          coalesce(CASE t.direction WHEN 'up' THEN least(1, greatest(0, sum(e.value) / coalesce(t.target_value, 1)))
            ELSE greatest(0, 2 - sum(e.value) / nullif(t.target_value, 0)) END, 0)::float8 AS share,
          bool_or(e.is_skip) AS is_skipped, min(e.logged_at) AS first_at, max(e.logged_at) AS last_at
        FROM tracker_entries e JOIN trackers t ON t.id = e.tracker_id
        GROUP BY e.tracker_id, e.local_date, t.id
      ) d
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE tracker_days`);
    await runner.query(`ALTER TABLE tracker_entries DROP COLUMN recorded_on`);
    await runner.query(`
      ALTER TABLE trackers
        DROP COLUMN times,
        DROP COLUMN period,
        DROP COLUMN week_start,
        DROP COLUMN steps,
        DROP COLUMN freezes,
        DROP COLUMN repair_days,
        DROP COLUMN strengths,
        DROP COLUMN strength_from,
        DROP COLUMN strength_fade
    `);
  }
}
