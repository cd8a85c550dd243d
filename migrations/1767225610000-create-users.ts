import type { MigrationInterface, QueryRunner } from 'typeorm';

/** People with an account. */
export class CreateUsers1767225610000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE users (
        id uuid PRIMARY KEY,
        email text NOT NULL,
        name text NOT NULL,
        role text NOT NULL,
        is_active boolean NOT NULL,
        time_zone text NOT NULL,
        locale text NOT NULL,
        week_start text NOT NULL,
        day_start text NOT NULL,
        theme text NOT NULL,
        preferences jsonb NOT NULL,
        version integer NOT NULL,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        CONSTRAINT users_email_key UNIQUE (email),
        CONSTRAINT users_email_check CHECK (email = lower(email)),
        CONSTRAINT users_role_check CHECK (role IN ('user', 'admin')),
        CONSTRAINT users_week_start_check CHECK (week_start IN ('MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU')),
        CONSTRAINT users_day_start_check CHECK (day_start ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
        CONSTRAINT users_theme_check CHECK (theme IN ('system', 'light', 'dark')),
        CONSTRAINT users_preferences_check CHECK (jsonb_typeof(preferences) = 'object')
      )
    `);
    await runner.query(`CREATE INDEX users_created_at_id_idx ON users (created_at, id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE users`);
  }
}
