import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When a deleted account is erased; until then its owner can restore it. */
export class DeleteAccountsLater1767225830000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE users
        ADD COLUMN deletes_at timestamptz,
        ADD CONSTRAINT users_deletes_at_check CHECK (deletes_at IS NULL OR NOT is_active)
    `);
    await runner.query(
      `CREATE INDEX users_deletes_at_idx ON users (deletes_at) WHERE deletes_at IS NOT NULL`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX users_deletes_at_idx`);
    await runner.query(`
      ALTER TABLE users DROP CONSTRAINT users_deletes_at_check, DROP COLUMN deletes_at
    `);
  }
}
