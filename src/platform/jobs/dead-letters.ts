import { Injectable } from '@nestjs/common';
import { Database, statement } from '../database/database.js';
import type { QueueName } from './job.js';

/** A job that was given up, with the reason. */
export interface DeadLetter {
  readonly id: string;
  readonly queue: QueueName;
  readonly name: string;
  readonly payload: object;
  /** Tries that ended in an error. */
  readonly failures: number;
  /** Processes that went silent while they ran it. */
  readonly losses: number;
  readonly reason: string;
  readonly createdAt: Date;
  readonly deadAt: Date;
}

const LIST = statement(
  'dead_letters.list',
  `SELECT id, queue, name, payload, failures, losses, last_error AS reason,
     created_at AS "createdAt", dead_at AS "deadAt"
   FROM jobs WHERE state = 'dead' AND ($1::text IS NULL OR name = $1) ORDER BY dead_at DESC, id LIMIT $2`,
);
// Of several with one key the newest goes first, and only when no other job has the key: keys of living jobs are unique.
const REDRIVE = statement(
  'dead_letters.redrive',
  `UPDATE jobs SET state = 'waiting', failures = 0, losses = 0, dead_at = NULL, run_at = now(), push_at = now()
   WHERE id IN (
     SELECT DISTINCT ON (dead.name, coalesce(dead.dedupe_key, dead.id::text)) dead.id
     FROM jobs AS dead
     WHERE dead.state = 'dead' AND ($1::text IS NULL OR dead.name = $1) AND NOT EXISTS (
       SELECT 1 FROM jobs AS other
       WHERE other.name = dead.name AND other.dedupe_key = dead.dedupe_key AND other.state <> 'dead'
     )
     ORDER BY dead.name, coalesce(dead.dedupe_key, dead.id::text), dead.dead_at DESC
   )
   RETURNING id`,
);

/** The jobs that were given up: to be looked at, and to be tried again once the cause is gone. */
@Injectable()
export class DeadLetters {
  constructor(private readonly database: Database) {}

  /** The newest dead letters, of one kind of job or of all. */
  list(name?: string, limit = 100): Promise<DeadLetter[]> {
    return this.database.query<DeadLetter>(LIST, [name ?? null, limit]);
  }

  /** Gives dead letters all their tries again and answers how many; the workers take them up within a second. */
  async redrive(name?: string): Promise<number> {
    const again = await this.database.query(REDRIVE, [name ?? null]);
    return again.length;
  }
}
