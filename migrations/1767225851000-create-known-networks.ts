import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Networks from which users signed in, as hashes. */
export class CreateKnownNetworks1767225851000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE known_networks (
        user_id uuid NOT NULL,
        network bytea NOT NULL,
        last_used_at timestamptz NOT NULL,
        PRIMARY KEY (user_id, network),
        CONSTRAINT known_networks_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
      )
    `);
    await runner.query(`CREATE INDEX known_networks_last_used_at_idx ON known_networks (last_used_at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE known_networks`);
  }
}
