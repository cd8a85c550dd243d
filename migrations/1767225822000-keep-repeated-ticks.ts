import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When a day was ticked again, which a journey over the date line can make a date of up to 50 hours. */
export class KeepRepeatedTicks1767225822000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE tracker_entries ADD COLUMN repeated_at timestamptz`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE tracker_entries DROP COLUMN repeated_at`);
  }
}
