import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The board of each user's day, what the user said about it, and what was done with it. */
export class CreateBoards1767225650000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE daily_boards (
        user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        date date NOT NULL,
        policy_name text NOT NULL,
        policy_version integer NOT NULL,
        generated_at timestamptz NOT NULL,
        data_version bigint NOT NULL,
        state jsonb NOT NULL,
        body text,
        rendered_by text NOT NULL,
        PRIMARY KEY (user_id, date)
      )
    `);
    // Read on every request and written once a change: unpacking it would cost more than its room.
    await runner.query(`ALTER TABLE daily_boards ALTER COLUMN body SET STORAGE EXTERNAL`);
    await runner.query(`
      CREATE TABLE board_places (
        user_id uuid NOT NULL,
        date date NOT NULL,
        widget_id uuid NOT NULL REFERENCES widgets (id) ON DELETE CASCADE,
        position smallint NOT NULL CHECK (position >= 0),
        score double precision NOT NULL,
        reasons json NOT NULL,
        PRIMARY KEY (user_id, date, widget_id),
        FOREIGN KEY (user_id, date) REFERENCES daily_boards (user_id, date) ON DELETE CASCADE
      )
    `);
    await runner.query(`CREATE INDEX board_places_widget_id_date_idx ON board_places (widget_id, date)`);
    await runner.query(`
      CREATE TABLE board_overrides (
        user_id uuid NOT NULL,
        date date NOT NULL,
        widget_id uuid NOT NULL REFERENCES widgets (id) ON DELETE CASCADE,
        kind text NOT NULL CHECK (kind IN ('show', 'hide')),
        PRIMARY KEY (user_id, date, widget_id)
      )
    `);
    await runner.query(`CREATE INDEX board_overrides_widget_id_idx ON board_overrides (widget_id)`);
    await runner.query(`
      CREATE TABLE interactions (
        id uuid PRIMARY KEY,
        user_id uuid NOT NULL,
        widget_id uuid NOT NULL REFERENCES widgets (id) ON DELETE CASCADE,
        kind text NOT NULL CHECK (kind IN ('view', 'click', 'expand', 'complete', 'dismiss', 'dwell')),
        duration_ms integer CHECK (duration_ms >= 0),
        occurred_at timestamptz NOT NULL,
        local_date date NOT NULL,
        daypart text NOT NULL CHECK (daypart IN ('night', 'morning', 'afternoon', 'evening'))
      )
    `);
    await runner.query(`
      CREATE INDEX interactions_uses_idx ON interactions (widget_id, local_date, daypart)
      WHERE kind IN ('click', 'expand', 'complete')
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE interactions`);
    await runner.query(`DROP TABLE board_overrides`);
    await runner.query(`DROP TABLE board_places`);
    await runner.query(`DROP TABLE daily_boards`);
  }
}
