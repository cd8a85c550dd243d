import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The widgets that users put together their dashboards from. */
export class CreateWidgets1767225620000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE widgets (
        id uuid PRIMARY KEY,
        user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        type text NOT NULL,
        title text NOT NULL CHECK (char_length(title) BETWEEN 1 AND 200),
        frequency text NOT NULL
          CHECK (frequency IN ('once', 'daily', 'weekly', 'monthly', 'yearly', 'custom')),
        rrule text,
        category text CHECK (char_length(category) BETWEEN 1 AND 50),
        importance smallint NOT NULL CHECK (importance BETWEEN 1 AND 5),
        settings jsonb NOT NULL,
        is_active boolean NOT NULL,
        is_pinned boolean NOT NULL,
        version integer NOT NULL CHECK (version > 0),
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        deleted_at timestamptz,
        CHECK ((frequency = 'custom') = (rrule IS NOT NULL))
      )
    `);
    await runner.query(`
      CREATE INDEX widgets_user_id_created_at_id_idx ON widgets (user_id, created_at, id) WHERE deleted_at IS NULL
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE widgets`);
  }
}
