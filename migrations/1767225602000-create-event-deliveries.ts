import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What subscribers have still to be told, and the last position that was given to an event. */
export class CreateEventDeliveries1767225602000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE event_deliveries (
        event_id uuid NOT NULL,
        subscriber text NOT NULL,
        recorded_at timestamptz NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (event_id, subscriber)
      ) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000)
    `);
    await runner.query(`CREATE INDEX event_deliveries_created_at_idx ON event_deliveries (created_at)`);
    await runner.query(`
      CREATE TABLE event_head (
        id boolean PRIMARY KEY DEFAULT true CHECK (id),
        position bigint NOT NULL
      )
    `);
    await runner.query(`INSERT INTO event_head (position) SELECT coalesce(max(position), 0) FROM events`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE event_head`);
    await runner.query(`DROP TABLE event_deliveries`);
  }
}
