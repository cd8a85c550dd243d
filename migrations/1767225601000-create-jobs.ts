import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The ledger of jobs that are not finished, and the schedules that add jobs. */
export class CreateJobs1767225601000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // Rows live for seconds, so the table is small and busy: vacuum it by count, not by share.
    await runner.query(`
      CREATE TABLE jobs (
        id uuid PRIMARY KEY,
        queue text NOT NULL,
        name text NOT NULL,
        payload jsonb NOT NULL,
        request_id text,
        dedupe_key text,
        state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'running', 'dead')),
        failures integer NOT NULL DEFAULT 0,
        losses integer NOT NULL DEFAULT 0,
        claims integer NOT NULL DEFAULT 0,
        run_at timestamptz NOT NULL,
        push_at timestamptz,
        lease_until timestamptz,
        last_error text,
        created_at timestamptz NOT NULL DEFAULT now(),
        dead_at timestamptz,
        CHECK ((state = 'waiting') = (push_at IS NOT NULL)),
        CHECK ((state = 'running') = (lease_until IS NOT NULL)),
        CHECK ((state = 'dead') = (dead_at IS NOT NULL))
      ) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000)
    `);
    await runner.query(`
      CREATE UNIQUE INDEX jobs_name_dedupe_key_key ON jobs (name, dedupe_key) WHERE state <> 'dead'
    `);
    await runner.query(`CREATE INDEX jobs_push_at_idx ON jobs (push_at) WHERE state = 'waiting'`);
    await runner.query(`CREATE INDEX jobs_lease_until_idx ON jobs (lease_until) WHERE state = 'running'`);
    await runner.query(`CREATE INDEX jobs_dead_at_idx ON jobs (dead_at) WHERE state = 'dead'`);
    await runner.query(`
      CREATE TABLE job_schedules (
        name text PRIMARY KEY,
        cron text NOT NULL,
        time_zone text NOT NULL,
        last_occurrence_at timestamptz NOT NULL
      )
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE job_schedules`);
    await runner.query(`DROP TABLE jobs`);
  }
}
