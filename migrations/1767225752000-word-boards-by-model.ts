import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a model said about boards, kept so that it is asked once for each user's day. */
export class WordBoardsByModel1767225752000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE daily_boards ADD COLUMN wording text NOT NULL DEFAULT 'templates'
        CONSTRAINT daily_boards_wording_check CHECK (wording IN ('templates', 'model'))
    `);
    await runner.query(`
      CREATE TABLE board_wordings (
        user_id uuid NOT NULL,
        date date NOT NULL,
        lines json NOT NULL,
        PRIMARY KEY (user_id, date),
        FOREIGN KEY (user_id, date) REFERENCES daily_boards (user_id, date) ON DELETE CASCADE
      )
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE board_wordings`);
    await runner.query(`ALTER TABLE daily_boards DROP COLUMN wording`);
  }
}
