import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Notes, and the texts that they had before. */
export class CreateNotes1767225700000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE notes (
        id uuid PRIMARY KEY,
        user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        widget_id uuid NOT NULL REFERENCES widgets (id) ON DELETE CASCADE,
        title text,
        body text NOT NULL,
        plain text NOT NULL,
        search tsvector NOT NULL,
        is_pinned boolean NOT NULL,
        written_at timestamptz NOT NULL,
        kept_at timestamptz,
        version integer NOT NULL,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL
      )
    `);
    await runner.query(`
      CREATE INDEX notes_widget_id_is_pinned_updated_at_idx ON notes (widget_id, is_pinned, updated_at, id)
    `);
    await runner.query(`
      CREATE INDEX notes_user_id_is_pinned_updated_at_idx ON notes (user_id, is_pinned, updated_at, id)
    `);
    await runner.query(`CREATE INDEX notes_search_idx ON notes USING gin (search)`);
    await runner.query(`
      CREATE TABLE note_versions (
        note_id uuid NOT NULL REFERENCES notes (id) ON DELETE CASCADE,
        version integer NOT NULL,
        title text,
        body text NOT NULL,
        plain text NOT NULL,
        written_at timestamptz NOT NULL,
        kept_at timestamptz NOT NULL,
        PRIMARY KEY (note_id, version)
      )
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE note_versions`);
    await runner.query(`DROP TABLE notes`);
  }
}
