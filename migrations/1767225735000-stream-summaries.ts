import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What checks of a summary found, and the text of one that is being written. */
export class StreamSummaries1767225735000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE summaries
        ADD COLUMN unsupported jsonb NOT NULL DEFAULT '[]',
        ADD COLUMN contradictions jsonb NOT NULL DEFAULT '[]'
    `);
    await runner.query(`
      ALTER TABLE summaries ALTER COLUMN unsupported DROP DEFAULT, ALTER COLUMN contradictions DROP DEFAULT
    `);
    // Written several times a second and gone with the summary's end: nothing that has to outlive a crash.
    await runner.query(`
      CREATE UNLOGGED TABLE summary_drafts (
        summary_id uuid PRIMARY KEY REFERENCES summaries (id) ON DELETE CASCADE,
        attempt integer NOT NULL CHECK (attempt > 0),
        text text NOT NULL,
        citations jsonb NOT NULL,
        unsupported jsonb NOT NULL,
        pending text NOT NULL
      )
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE summary_drafts`);
    await runner.query(`ALTER TABLE summaries DROP COLUMN unsupported, DROP COLUMN contradictions`);
  }
}
