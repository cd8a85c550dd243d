import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Boards in words: a title of the day, and one line about each widget. */
export class WordBoards1767225750000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // The defaults are for the boards of the past, and for the version before this one while it still runs.
    await runner.query(`
      ALTER TABLE daily_boards ADD COLUMN title text NOT NULL DEFAULT 'Your board'
        CONSTRAINT daily_boards_title_check CHECK (char_length(title) BETWEEN 1 AND 120)
    `);
    await runner.query(`
      ALTER TABLE board_places ADD COLUMN description text NOT NULL DEFAULT 'On your board'
        CONSTRAINT board_places_description_check CHECK (char_length(description) BETWEEN 1 AND 160)
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE board_places DROP COLUMN description`);
    await runner.query(`ALTER TABLE daily_boards DROP COLUMN title`);
  }
}
