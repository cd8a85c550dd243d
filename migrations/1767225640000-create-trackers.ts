import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Trackers and what was logged in them. */
export class CreateTrackers1767225640000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // Amounts are decimal, so that their sums compare as people count: 0.1 + 0.7 reach a goal of 0.8.
    await runner.query(`
      CREATE TABLE trackers (
        id uuid PRIMARY KEY,
        widget_id uuid NOT NULL REFERENCES widgets (id) ON DELETE CASCADE,
        name text NOT NULL,
        kind text NOT NULL,
        unit text,
        initial_value numeric(22, 9),
        target_value numeric(22, 9),
        direction text NOT NULL,
        rrule text,
        start_date date NOT NULL,
        schedule bit varying,
        schedule_from date,
        entry_count integer NOT NULL,
        current_value numeric(22, 9),
        progress double precision,
        last_entry_at timestamptz,
        last_entry_on date,
        streak_length integer NOT NULL,
        streak_through date,
        longest_streak integer NOT NULL,
        next_due_on date,
        version integer NOT NULL,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        deleted_at timestamptz,
        CONSTRAINT trackers_kind_check CHECK (kind IN ('number', 'habit', 'scale')),
        CONSTRAINT trackers_direction_check CHECK (direction IN ('up', 'down')),
        CONSTRAINT trackers_amounts_check CHECK (abs(initial_value) <= 1e12 AND abs(target_value) <= 1e12),
        CONSTRAINT trackers_habit_target_check
          CHECK (kind <> 'habit' OR target_value > 0 OR (direction = 'down' AND target_value = 0)),
        CONSTRAINT trackers_schedule_check CHECK (
          (rrule IS NULL) = (schedule IS NULL) AND (rrule IS NULL) = (schedule_from IS NULL)
          AND schedule_from <= start_date
        ),
        CONSTRAINT trackers_streak_check CHECK (
          longest_streak >= streak_length AND streak_length >= 0 AND (streak_length > 0) = (streak_through IS NOT NULL)
          AND next_due_on > streak_through
        )
      )
    `);
    await runner.query(
      `CREATE INDEX trackers_widget_id_created_at_id_idx ON trackers (widget_id, created_at, id)`,
    );
    await runner.query(`
      CREATE TABLE tracker_entries (
        id uuid PRIMARY KEY,
        tracker_id uuid NOT NULL REFERENCES trackers (id) ON DELETE CASCADE,
        value numeric(22, 9),
        is_skip boolean NOT NULL,
        logged_at timestamptz NOT NULL,
        local_date date NOT NULL,
        time_zone text NOT NULL,
        day_start text NOT NULL,
        notes text,
        version integer NOT NULL,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        CONSTRAINT tracker_entries_value_check CHECK (is_skip = (value IS NULL) AND abs(value) <= 1e12)
      )
    `);
    await runner.query(
      `CREATE INDEX tracker_entries_tracker_id_logged_at_id_idx ON tracker_entries (tracker_id, logged_at, id)`,
    );
    await runner.query(
      `CREATE INDEX tracker_entries_tracker_id_local_date_idx ON tracker_entries (tracker_id, local_date)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE tracker_entries`);
    await runner.query(`DROP TABLE trackers`);
  }
}
