import type { MigrationInterface, QueryRunner } from 'typeorm';

/** One tick a day of a yes/no habit, however often it is tapped. */
export class TickEntries1767225820000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // What was logged before stays as it is, duplicates too: a day with several entries is done once.
    await runner.query(`
      ALTER TABLE tracker_entries
        ADD COLUMN is_tick boolean NOT NULL DEFAULT false,
        ADD CONSTRAINT tracker_entries_tick_check CHECK (NOT is_tick OR value = 1)
    `);
    await runner.query(`ALTER TABLE tracker_entries ALTER COLUMN is_tick DROP DEFAULT`);
    await runner.query(`
      CREATE UNIQUE INDEX tracker_entries_tick_idx ON tracker_entries (tracker_id, local_date) WHERE is_tick
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX tracker_entries_tick_idx`);
    await runner.query(`ALTER TABLE tracker_entries DROP COLUMN is_tick`);
  }
}
