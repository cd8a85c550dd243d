import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The words of notes are made by the program, folded; a job makes those of the notes that are there. */
export class FoldNoteSearch1767225840000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE notes ADD COLUMN search_form smallint NOT NULL DEFAULT 0`);
    await runner.query(`CREATE INDEX notes_search_form_idx ON notes (id) WHERE search_form < 1`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX notes_search_form_idx`);
    await runner.query(`ALTER TABLE notes DROP COLUMN search_form`);
  }
}
