import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Counts of requests in their windows; a crash may lose them. */
export class CreateRateLimits1767225850000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE UNLOGGED TABLE rate_limits (
        key text PRIMARY KEY,
        points integer NOT NULL,
        expire bigint
      )
    `);
    await runner.query(`CREATE INDEX rate_limits_expire_idx ON rate_limits (expire)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE rate_limits`);
  }
}
