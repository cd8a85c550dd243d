import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When searches are made again, what their summaries were made of, and what changed from one to the next. */
export class RefreshSearches1767225730000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE searches ADD COLUMN next_refresh_at timestamptz`);
    await runner.query(`
      CREATE INDEX searches_next_refresh_at_idx ON searches (next_refresh_at) WHERE next_refresh_at IS NOT NULL
    `);
    // Those that are there already are due once within a day, not all at once; from then on each has its own moment.
    await runner.query(`
      UPDATE searches s SET next_refresh_at = now() + random() * interval '1 day'
      FROM widgets w WHERE w.id = s.widget_id AND w.frequency <> 'once'
    `);
    await runner.query(`
      ALTER TABLE summaries
        ADD COLUMN content_hash text,
        ADD COLUMN changes jsonb,
        ADD COLUMN unchanged_since timestamptz
    `);
    await runner.query(`
      CREATE INDEX summaries_content_hash_idx ON summaries (content_hash, created_at)
      WHERE content_hash IS NOT NULL
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE summaries DROP COLUMN content_hash, DROP COLUMN changes, DROP COLUMN unchanged_since
    `);
    await runner.query(`ALTER TABLE searches DROP COLUMN next_refresh_at`);
  }
}
