import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When each user's next board is made before the morning. */
export class MakeBoardsEarly1767225751000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE board_mornings (
        user_id uuid PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
        due_at timestamptz NOT NULL
      )
    `);
    await runner.query(`CREATE INDEX board_mornings_due_at_idx ON board_mornings (due_at)`);
    // Spread over an hour; after that each user's own morning counts.
    await runner.query(`
      INSERT INTO board_mornings (user_id, due_at)
      SELECT user_id, now() + random() * interval '1 hour' FROM daily_boards WHERE date > current_date - 14 GROUP BY user_id
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE board_mornings`);
  }
}
