import { Injectable } from '@nestjs/common';
import { Database, statement } from '../database/database.js';

/** A schedule as PostgreSQL keeps it. */
export interface StoredSchedule {
  readonly name: string;
  readonly cron: string;
  readonly timeZone: string;
}

const VALUES = `
  SELECT name, cron, time_zone, $4::timestamptz
  FROM unnest($1::text[], $2::text[], $3::text[]) AS given (name, cron, time_zone)`;

const ADD_MISSING = statement(
  'schedules.add_missing',
  `INSERT INTO job_schedules (name, cron, time_zone, last_occurrence_at) ${VALUES} ON CONFLICT (name) DO NOTHING`,
);
const REPLACE = statement(
  'schedules.replace',
  `WITH orphans AS (DELETE FROM job_schedules WHERE NOT name = ANY ($1) RETURNING name),
   changed AS (
     INSERT INTO job_schedules AS known (name, cron, time_zone, last_occurrence_at) ${VALUES}
     ON CONFLICT (name) DO UPDATE
     SET cron = EXCLUDED.cron, time_zone = EXCLUDED.time_zone, last_occurrence_at = EXCLUDED.last_occurrence_at
     WHERE (known.cron, known.time_zone) <> (EXCLUDED.cron, EXCLUDED.time_zone)
   )
   SELECT name FROM orphans`,
);
const ADVANCE = statement(
  'schedules.advance',
  `UPDATE job_schedules SET last_occurrence_at = $2 WHERE name = $1 AND last_occurrence_at < $2 RETURNING name`,
);

/** What each schedule is and which of its occurrences was the last to add a job, for all processes together. */
@Injectable()
export class ScheduleStore {
  constructor(private readonly database: Database) {}

  /** Makes the stored schedules these and no others; a new or changed one begins now. The names of those removed. */
  async replace(schedules: readonly StoredSchedule[], now: Date): Promise<string[]> {
    const removed = await this.database.query<{ name: string }>(REPLACE, parameters(schedules, now));
    return removed.map(({ name }) => name);
  }

  /** Adds those that are missing, because a worker of another version removed them as orphans. */
  async addMissing(schedules: readonly StoredSchedule[], now: Date): Promise<void> {
    await this.database.query(ADD_MISSING, parameters(schedules, now));
  }

  /** Takes an occurrence for this transaction; false where it, or a later one, was taken before. */
  async advance(name: string, occurrence: Date): Promise<boolean> {
    return (await this.database.one(ADVANCE, [name, occurrence])) !== undefined;
  }
}

function parameters(schedules: readonly StoredSchedule[], now: Date): unknown[] {
  return [
    schedules.map(({ name }) => name),
    schedules.map(({ cron }) => cron),
    schedules.map(({ timeZone }) => timeZone),
    now,
  ];
}
