import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The event log, partitioned by month, and each user's data version. */
export class CreateEvents1767225600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE data_versions (
        user_id uuid PRIMARY KEY,
        version bigint NOT NULL
      ) WITH (fillfactor = 50)
    `);
    await runner.query(`
      CREATE TABLE events (
        id uuid NOT NULL,
        user_id uuid NOT NULL,
        type text NOT NULL,
        payload jsonb NOT NULL,
        occurred_at timestamptz NOT NULL,
        recorded_at timestamptz NOT NULL DEFAULT now(),
        actor_id uuid,
        request_id text,
        position bigint,
        PRIMARY KEY (id, recorded_at)
      ) PARTITION BY RANGE (recorded_at)
    `);
    await runner.query(`CREATE INDEX events_user_id_position_idx ON events (user_id, position)`);
    await runner.query(`CREATE INDEX events_position_idx ON events (position)`);
    await runner.query(
      `CREATE INDEX events_unpublished_idx ON events (recorded_at, id) WHERE position IS NULL`,
    );
    await runner.query(`CREATE TABLE events_default PARTITION OF events DEFAULT`);
    await runner.query(`
      CREATE FUNCTION create_event_partition(month date) RETURNS void LANGUAGE plpgsql AS $$
      DECLARE
        first date := date_trunc('month', month);
      BEGIN
        EXECUTE format(
          'CREATE TABLE IF NOT EXISTS %I PARTITION OF events FOR VALUES FROM (%L) TO (%L)',
          'events_' || to_char(first, 'YYYY_MM'),
          first::timestamp AT TIME ZONE 'UTC',
          (first + interval '1 month') AT TIME ZONE 'UTC'
        );
      END $$
    `);
    await runner.query(`
      SELECT create_event_partition((now() AT TIME ZONE 'UTC' + make_interval(months => n))::date)
      FROM generate_series(0, 2) AS n
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP FUNCTION create_event_partition(date)`);
    await runner.query(`DROP TABLE events`);
    await runner.query(`DROP TABLE data_versions`);
  }
}
