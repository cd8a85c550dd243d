import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Calendar feeds are made once for each version of a user's data, and served from here. */
export class StoreCalendarFeeds1767225841000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE calendar_feed_files (
        user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        task_form text NOT NULL,
        etag text NOT NULL,
        data_version bigint NOT NULL,
        content bytea NOT NULL,
        CONSTRAINT calendar_feed_files_pkey PRIMARY KEY (user_id, task_form),
        CONSTRAINT calendar_feed_files_task_form_check CHECK (task_form IN ('events', 'todos'))
      )
    `);
    // It is compressed already.
    await runner.query(`ALTER TABLE calendar_feed_files ALTER COLUMN content SET STORAGE EXTERNAL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE calendar_feed_files`);
  }
}
