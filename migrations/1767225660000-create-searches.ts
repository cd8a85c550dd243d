import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The queries of web search widgets, and the summaries that were made for them. */
export class CreateSearches1767225660000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE searches (
        id uuid PRIMARY KEY,
        user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        widget_id uuid NOT NULL REFERENCES widgets (id) ON DELETE CASCADE,
        query text NOT NULL CHECK (char_length(query) BETWEEN 1 AND 400),
        version integer NOT NULL CHECK (version > 0),
        created_at timestamptz NOT NULL
      )
    `);
    await runner.query(
      `CREATE INDEX searches_widget_id_created_at_id_idx ON searches (widget_id, created_at, id)`,
    );
    await runner.query(`
      CREATE TABLE summaries (
        id uuid PRIMARY KEY,
        user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        search_id uuid NOT NULL REFERENCES searches (id) ON DELETE CASCADE,
        status text NOT NULL CHECK (status IN ('queued', 'running', 'done', 'failed')),
        content text,
        citations jsonb NOT NULL,
        skipped jsonb NOT NULL,
        model text,
        usage jsonb,
        notice text,
        error jsonb,
        created_at timestamptz NOT NULL,
        finished_at timestamptz,
        CHECK ((status = 'done') = (content IS NOT NULL)),
        CHECK ((status = 'failed') = (error IS NOT NULL))
      )
    `);
    await runner.query(
      `CREATE INDEX summaries_search_id_created_at_id_idx ON summaries (search_id, created_at, id)`,
    );
    await runner.query(`
      CREATE UNIQUE INDEX summaries_unfinished_idx ON summaries (search_id) WHERE status IN ('queued', 'running')
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE summaries`);
    await runner.query(`DROP TABLE searches`);
  }
}
