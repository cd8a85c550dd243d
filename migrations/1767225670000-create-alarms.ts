import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Alarms, and each time that one of them rang or should have. */
export class CreateAlarms1767225670000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE alarms (
        id uuid PRIMARY KEY,
        user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        widget_id uuid NOT NULL REFERENCES widgets (id) ON DELETE CASCADE,
        title text NOT NULL,
        times text[] NOT NULL,
        start_date date NOT NULL,
        rrule text,
        time_zone text,
        is_active boolean NOT NULL,
        upcoming jsonb NOT NULL,
        next_trigger_at timestamptz,
        snoozed_until timestamptz,
        due_at timestamptz,
        last_occurrence timestamp,
        last_triggered_at timestamptz,
        version integer NOT NULL,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        CONSTRAINT alarms_times_check CHECK (cardinality(times) > 0),
        CONSTRAINT alarms_due_at_check CHECK (due_at IS NOT DISTINCT FROM least(next_trigger_at, snoozed_until)),
        CONSTRAINT alarms_is_active_check CHECK (is_active OR due_at IS NULL)
      )
    `);
    await runner.query(`CREATE INDEX alarms_due_at_idx ON alarms (due_at) WHERE due_at IS NOT NULL`);
    await runner.query(`CREATE INDEX alarms_widget_id_created_at_idx ON alarms (widget_id, created_at, id)`);
    await runner.query(`
      CREATE INDEX alarms_widget_id_next_trigger_at_idx ON alarms (widget_id, next_trigger_at)
      WHERE next_trigger_at IS NOT NULL
    `);
    await runner.query(`CREATE INDEX alarms_user_id_idx ON alarms (user_id, id)`);
    await runner.query(`
      CREATE TABLE alarm_rings (
        id uuid PRIMARY KEY,
        alarm_id uuid NOT NULL REFERENCES alarms (id) ON DELETE CASCADE,
        occurrence timestamp NOT NULL,
        snooze_number smallint NOT NULL,
        due_at timestamptz NOT NULL,
        fired_at timestamptz,
        state text NOT NULL,
        snoozed_until timestamptz,
        CONSTRAINT alarm_rings_state_check
          CHECK (state IN ('ringing', 'snoozed', 'dismissed', 'unanswered', 'missed')),
        CONSTRAINT alarm_rings_snoozed_check CHECK (state <> 'snoozed' OR snoozed_until IS NOT NULL),
        CONSTRAINT alarm_rings_fired_at_check CHECK ((state = 'missed') = (fired_at IS NULL))
      )
    `);
    await runner.query(`
      CREATE UNIQUE INDEX alarm_rings_alarm_id_occurrence_snooze_number_key
      ON alarm_rings (alarm_id, occurrence, snooze_number)
    `);
    await runner.query(`CREATE INDEX alarm_rings_alarm_id_due_at_idx ON alarm_rings (alarm_id, due_at, id)`);
    await runner.query(`
      CREATE INDEX alarm_rings_open_idx ON alarm_rings (alarm_id, state, snoozed_until)
      WHERE state IN ('ringing', 'snoozed')
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE alarm_rings`);
    await runner.query(`DROP TABLE alarms`);
  }
}
