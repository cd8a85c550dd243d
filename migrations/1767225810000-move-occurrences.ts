import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Occurrences that are due elsewhere than their series says, and which occurrence was completed last. */
export class MoveOccurrences1767225810000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE task_moves (
        task_id uuid NOT NULL REFERENCES tasks (id) ON DELETE CASCADE,
        occurrence date NOT NULL,
        due_date date NOT NULL,
        due_time time,
        PRIMARY KEY (task_id, occurrence)
      )
    `);
    // Rows of before get the occurrence with their next completion: its id is made by the program.
    await runner.query(`ALTER TABLE tasks ADD COLUMN last_completed jsonb, ADD COLUMN done_at timestamptz`);
    await runner.query(`
      UPDATE tasks SET done_at = coalesce(last_completed_at, completed_at) WHERE is_done OR rrule IS NOT NULL
    `);
    await runner.query(`
      CREATE INDEX tasks_user_id_done_at_idx ON tasks (user_id, done_at, id) WHERE done_at IS NOT NULL
    `);
    await runner.query(`DROP INDEX tasks_user_id_completed_at_idx`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE INDEX tasks_user_id_completed_at_idx ON tasks (user_id, completed_at, id) WHERE is_done`,
    );
    await runner.query(`DROP INDEX tasks_user_id_done_at_idx`);
    await runner.query(`ALTER TABLE tasks DROP COLUMN last_completed, DROP COLUMN done_at`);
    await runner.query(`DROP TABLE task_moves`);
  }
}
