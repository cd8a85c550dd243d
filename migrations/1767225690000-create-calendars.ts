import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Events of calendars, and those of their occurrences that boards of the coming weeks show. */
export class CreateCalendars1767225690000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE calendar_events (
        id uuid PRIMARY KEY,
        user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        widget_id uuid NOT NULL REFERENCES widgets (id) ON DELETE CASCADE,
        uid text NOT NULL,
        title text NOT NULL,
        description text,
        location text,
        schedule jsonb NOT NULL,
        first_day date NOT NULL,
        last_day date NOT NULL,
        sequence integer NOT NULL,
        stamp bigint NOT NULL,
        source_digest text,
        version integer NOT NULL,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL
      )
    `);
    await runner.query(
      `CREATE UNIQUE INDEX calendar_events_widget_id_uid_key ON calendar_events (widget_id, uid)`,
    );
    await runner.query(`
      CREATE INDEX calendar_events_widget_id_last_day_first_day_idx
      ON calendar_events (widget_id, last_day, first_day)
    `);
    await runner.query(`CREATE INDEX calendar_events_user_id_idx ON calendar_events (user_id, id)`);
    await runner.query(`
      CREATE TABLE calendar_occurrences (
        event_id uuid NOT NULL REFERENCES calendar_events (id) ON DELETE CASCADE,
        recurrence_id text NOT NULL,
        widget_id uuid NOT NULL REFERENCES widgets (id) ON DELETE CASCADE,
        title text NOT NULL,
        location text,
        is_all_day boolean NOT NULL,
        starts_on date NOT NULL,
        ends_on date NOT NULL,
        starts_at timestamptz NOT NULL,
        ends_at timestamptz NOT NULL,
        PRIMARY KEY (event_id, recurrence_id)
      )
    `);
    await runner.query(`
      CREATE INDEX calendar_occurrences_widget_id_ends_at_idx ON calendar_occurrences (widget_id, ends_at)
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE calendar_occurrences`);
    await runner.query(`DROP TABLE calendar_events`);
  }
}
