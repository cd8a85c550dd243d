import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Indexes for lists over all widgets of a user. */
export class IndexListsOfUsers1767225835000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE INDEX alarms_user_id_created_at_idx ON alarms (user_id, created_at, id)`);
    await runner.query(`CREATE INDEX searches_user_id_created_at_idx ON searches (user_id, created_at, id)`);
    await runner.query(`
      CREATE INDEX calendar_events_user_id_last_day_first_day_idx ON calendar_events (user_id, last_day, first_day)
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX calendar_events_user_id_last_day_first_day_idx`);
    await runner.query(`DROP INDEX searches_user_id_created_at_idx`);
    await runner.query(`DROP INDEX alarms_user_id_created_at_idx`);
  }
}
