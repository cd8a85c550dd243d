import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Passwords, sessions with their refresh tokens, and counted attempts to sign in. */
export class CreateSessions1767225611000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE credentials (
        user_id uuid PRIMARY KEY,
        password_hash text NOT NULL,
        changed_at timestamptz NOT NULL,
        CONSTRAINT credentials_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
      )
    `);
    await runner.query(`
      CREATE TABLE sessions (
        id uuid PRIMARY KEY,
        user_id uuid NOT NULL,
        user_agent text,
        ip text NOT NULL,
        created_at timestamptz NOT NULL,
        last_used_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        revoked_at timestamptz,
        CONSTRAINT sessions_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
      )
    `);
    await runner.query(`CREATE INDEX sessions_user_id_id_idx ON sessions (user_id, id)`);
    await runner.query(`CREATE INDEX sessions_expires_at_idx ON sessions (expires_at)`);
    await runner.query(`
      CREATE TABLE refresh_tokens (
        hash bytea PRIMARY KEY,
        session_id uuid NOT NULL,
        created_at timestamptz NOT NULL,
        consumed_at timestamptz,
        successor_hash bytea,
        CONSTRAINT refresh_tokens_session_id_fkey FOREIGN KEY (session_id)
          REFERENCES sessions (id) ON DELETE CASCADE,
        CONSTRAINT refresh_tokens_consumed_check CHECK ((consumed_at IS NULL) = (successor_hash IS NULL))
      )
    `);
    await runner.query(`CREATE INDEX refresh_tokens_session_id_idx ON refresh_tokens (session_id)`);
    await runner.query(`CREATE INDEX refresh_tokens_consumed_at_idx ON refresh_tokens (consumed_at)`);
    await runner.query(`
      CREATE TABLE sign_in_attempts (
        key bytea PRIMARY KEY,
        failures integer NOT NULL,
        last_at timestamptz NOT NULL,
        locked_until timestamptz
      )
    `);
    await runner.query(`CREATE INDEX sign_in_attempts_last_at_idx ON sign_in_attempts (last_at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE sign_in_attempts`);
    await runner.query(`DROP TABLE refresh_tokens`);
    await runner.query(`DROP TABLE sessions`);
    await runner.query(`DROP TABLE credentials`);
  }
}
