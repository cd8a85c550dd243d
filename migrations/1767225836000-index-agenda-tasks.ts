import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Indexes for the tasks of a user's days, whatever became of them. */
export class IndexAgendaTasks1767225836000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX tasks_user_id_due_date_idx ON tasks (user_id, due_date)
      WHERE rrule IS NULL AND due_date IS NOT NULL
    `);
    await runner.query(`
      CREATE INDEX tasks_user_id_recurring_idx ON tasks (user_id, due_date) WHERE rrule IS NOT NULL
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX tasks_user_id_recurring_idx`);
    await runner.query(`DROP INDEX tasks_user_id_due_date_idx`);
  }
}
