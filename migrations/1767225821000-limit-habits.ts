import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Habits with a limit: at most n times a day, week or month, where nothing logged is success. */
export class LimitHabits1767225821000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE trackers
        ADD COLUMN kept_from date,
        ADD COLUMN kept bit varying,
        DROP CONSTRAINT trackers_quota_check,
        ADD CONSTRAINT trackers_quota_check CHECK (
          (times IS NULL) = (period IS NULL) AND period IN ('day', 'week', 'month')
          AND (times >= 1 OR (times = 0 AND direction = 'down')) AND (times IS NULL OR kind = 'habit')
          AND (rrule IS NULL OR period IS NULL OR period = 'day')
        )
    `);
    // Until now every limit was a day's. What is only an approximation here is worked out again with the next entry.
    await runner.query(`
      UPDATE trackers t SET streak_length = 0, streak_through = NULL, next_due_on = NULL, kept_from = f.kept_from,
        kept = CASE WHEN t.rrule IS NULL THEN repeat('1', 9131)::varbit
          ELSE substring(t.schedule FROM greatest(1, f.kept_from - t.schedule_from + 1)) END,
        strengths = ARRAY[coalesce(t.strengths[1], 0)], strength_from = coalesce(t.strength_from, f.kept_from - 1),
        strength_fade = coalesce(t.strength_fade, power(0.5, 1 / 13.0))
      FROM (
        SELECT t.id, greatest(
          least(t.start_date, min(d.date)),
          max(d.date + 1) FILTER (WHERE d.sum > coalesce(t.target_value, 0))
        ) AS kept_from
        FROM trackers t LEFT JOIN tracker_days d ON d.tracker_id = t.id
        GROUP BY t.id
      ) f
      WHERE f.id = t.id AND t.kind = 'habit' AND t.direction = 'down'
    `);
    await runner.query(`
      ALTER TABLE trackers ADD CONSTRAINT trackers_kept_check CHECK (
        (kept IS NULL) = (kept_from IS NULL) AND (kept IS NOT NULL) = (kind = 'habit' AND direction = 'down')
      )
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`UPDATE trackers SET times = NULL, period = NULL WHERE direction = 'down'`);
    await runner.query(`
      ALTER TABLE trackers
        DROP COLUMN kept_from,
        DROP COLUMN kept,
        DROP CONSTRAINT trackers_quota_check,
        ADD CONSTRAINT trackers_quota_check CHECK (
          (times IS NULL) = (period IS NULL) AND period IN ('day', 'week', 'month')
          AND times >= 1 AND (times IS NULL OR (kind = 'habit' AND direction = 'up'))
          AND (rrule IS NULL OR period IS NULL OR period = 'day')
        )
    `);
  }
}
