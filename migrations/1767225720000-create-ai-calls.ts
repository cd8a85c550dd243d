import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The ledger of calls that cost something, and what each month's budgets have left. */
export class CreateAiCalls1767225720000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE ai_calls (
        id uuid PRIMARY KEY,
        user_id uuid REFERENCES users (id) ON DELETE SET NULL,
        feature text NOT NULL,
        kind text NOT NULL CHECK (kind IN ('model', 'search')),
        provider text NOT NULL,
        model text,
        input_tokens integer NOT NULL,
        output_tokens integer NOT NULL,
        is_estimated boolean NOT NULL,
        reserved_micros bigint NOT NULL,
        cost_micros bigint NOT NULL,
        latency_ms integer,
        outcome text NOT NULL CHECK (outcome IN ('running', 'done', 'failed', 'lost')),
        created_at timestamptz NOT NULL,
        CONSTRAINT ai_calls_amounts_check
          CHECK (input_tokens >= 0 AND output_tokens >= 0 AND reserved_micros >= 0 AND cost_micros >= 0)
      )
    `);
    await runner.query(`CREATE INDEX ai_calls_user_id_created_at_idx ON ai_calls (user_id, created_at)`);
    await runner.query(`CREATE INDEX ai_calls_created_at_idx ON ai_calls (created_at)`);
    await runner.query(
      `CREATE INDEX ai_calls_running_idx ON ai_calls (created_at) WHERE outcome = 'running'`,
    );
    await runner.query(`
      CREATE TABLE ai_spendings (
        month date NOT NULL,
        owner_id uuid NOT NULL,
        spent_micros bigint NOT NULL,
        reserved_micros bigint NOT NULL,
        PRIMARY KEY (month, owner_id),
        CONSTRAINT ai_spendings_amounts_check CHECK (spent_micros >= 0 AND reserved_micros >= 0)
      )
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE ai_spendings`);
    await runner.query(`DROP TABLE ai_calls`);
  }
}
