import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The secret addresses at which other calendars read a user's, by their hashes. */
export class CreateCalendarFeeds1767225740000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE calendar_feeds (
        user_id uuid PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
        token_hash bytea,
        version integer NOT NULL,
        created_at timestamptz NOT NULL,
        last_read_at timestamptz,
        CONSTRAINT calendar_feeds_token_hash_check CHECK (length(token_hash) = 32)
      )
    `);
    await runner.query(`CREATE UNIQUE INDEX calendar_feeds_token_hash_key ON calendar_feeds (token_hash)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE calendar_feeds`);
  }
}
