import { DataSource } from 'typeorm';
import { JobSweep } from '../../src/platform/jobs/job-sweep.js';
import type { TestApp } from './test-app.js';

/** Long enough for a breaker that rests as briefly as it may. */
const PAUSE_MS = 50;

/** Has failed jobs tried again in a moment, not in the seconds that they would wait. */
export async function hurryRetries({ app }: TestApp): Promise<void> {
  await app.get(DataSource).query(
    `UPDATE jobs SET run_at = soon, push_at = soon
     FROM (SELECT now() + $1 * interval '1 millisecond' AS soon) AS moment
     WHERE state = 'waiting' AND failures > 0 AND run_at > soon`,
    [PAUSE_MS],
  );
  app.get(JobSweep, { strict: false }).wakeIn(PAUSE_MS);
}
