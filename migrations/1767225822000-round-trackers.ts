import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Progress in whole percent, and the means of marks to two decimals. */
export class RoundTrackers1767225822000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      UPDATE trackers SET progress = CASE WHEN progress >= 100 THEN 100 ELSE least(99, round(progress::numeric)) END
      WHERE progress IS NOT NULL
    `);
    await runner.query(`
      UPDATE tracker_days d SET value = round(d.value::numeric, 2)
      FROM trackers t WHERE t.id = d.tracker_id AND t.kind = 'scale' AND d.value IS NOT NULL
    `);
  }

  async down(): Promise<void> {
    // What was rounded stays rounded.
  }
}
