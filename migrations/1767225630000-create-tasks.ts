import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tasks, and what became of the occurrences of recurring ones. */
export class CreateTasks1767225630000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE tasks (
        id uuid PRIMARY KEY,
        user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        widget_id uuid NOT NULL REFERENCES widgets (id) ON DELETE CASCADE,
        content text NOT NULL,
        notes text,
        priority smallint NOT NULL,
        category text,
        labels text[] NOT NULL,
        due_date date,
        due_time time,
        time_zone text,
        rrule text,
        repeat_from text NOT NULL,
        is_done boolean NOT NULL,
        completed_at timestamptz,
        last_completed_at timestamptz,
        last_settled date,
        upcoming jsonb,
        upcoming_due_on date[],
        next_due_on date NOT NULL,
        next_due_minute smallint NOT NULL,
        version integer NOT NULL,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        CONSTRAINT tasks_priority_check CHECK (priority BETWEEN 1 AND 5),
        CONSTRAINT tasks_repeat_from_check CHECK (repeat_from IN ('schedule', 'completion')),
        CONSTRAINT tasks_due_check CHECK (due_date IS NOT NULL OR (due_time IS NULL AND rrule IS NULL)),
        CONSTRAINT tasks_done_check CHECK (is_done = (completed_at IS NOT NULL)),
        CONSTRAINT tasks_upcoming_check CHECK (
          (upcoming IS NULL) = (upcoming_due_on IS NULL)
          AND coalesce(upcoming_due_on[1], 'infinity') = next_due_on
        )
      )
    `);
    for (const owner of ['user_id', 'widget_id']) {
      await runner.query(`
        CREATE INDEX tasks_${owner}_due_idx ON tasks (${owner}, next_due_on, next_due_minute, id) WHERE NOT is_done
      `);
      await runner.query(`CREATE INDEX tasks_${owner}_created_at_idx ON tasks (${owner}, created_at, id)`);
    }
    await runner.query(
      `CREATE INDEX tasks_user_id_completed_at_idx ON tasks (user_id, completed_at, id) WHERE is_done`,
    );
    await runner.query(`
      CREATE INDEX tasks_widget_id_last_completed_at_idx ON tasks (widget_id, last_completed_at)
      WHERE last_completed_at IS NOT NULL
    `);
    await runner.query(`
      CREATE TABLE task_settlements (
        task_id uuid NOT NULL REFERENCES tasks (id) ON DELETE CASCADE,
        occurrence date NOT NULL,
        state text NOT NULL,
        was_due boolean NOT NULL,
        settled_at timestamptz NOT NULL,
        settled_on date NOT NULL,
        task_version integer NOT NULL,
        PRIMARY KEY (task_id, occurrence),
        CONSTRAINT task_settlements_state_check CHECK (state IN ('done', 'skipped'))
      )
    `);
    await runner.query(`
      CREATE UNIQUE INDEX task_settlements_task_id_task_version_key ON task_settlements (task_id, task_version)
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE task_settlements`);
    await runner.query(`DROP TABLE tasks`);
  }
}
