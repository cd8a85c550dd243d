import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When a wall clock shows a time; null where PostgreSQL does not know the zone, which would end a whole statement. */
export class KnowLocalInstants1767225841000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION local_instant(local timestamp, zone text) RETURNS timestamptz
      LANGUAGE plpgsql STABLE AS $$
      BEGIN
        RETURN local AT TIME ZONE zone;
      EXCEPTION WHEN invalid_parameter_value THEN
        RETURN NULL;
      END
      $$
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP FUNCTION local_instant(timestamp, text)`);
  }
}
