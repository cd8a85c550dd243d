import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Until when the text of a board is true, and how often the board of a day was chosen. */
export class BoardTruth1767225800000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // A board of before has no end: the first change of its user's data chooses it again.
    await runner.query(`
      ALTER TABLE daily_boards ADD COLUMN valid_until timestamptz, ADD COLUMN revision integer NOT NULL DEFAULT 1
    `);
    await runner.query(`
      CREATE INDEX calendar_events_widget_id_created_at_idx ON calendar_events (widget_id, created_at)
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX calendar_events_widget_id_created_at_idx`);
    await runner.query(`ALTER TABLE daily_boards DROP COLUMN revision, DROP COLUMN valid_until`);
  }
}
