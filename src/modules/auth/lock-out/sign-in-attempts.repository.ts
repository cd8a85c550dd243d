import { Injectable } from '@nestjs/common';
import { Database, statement } from '../../../platform/database/database.js';

/** When a count begins anew, and until when a full one locks. */
export interface Window {
  readonly now: Date;
  readonly since: Date;
  readonly until: Date;
}

// Counts before the password is checked, so that of tries at the same moment no more than allowed are checked.
const COUNT = statement(
  'sign_in_attempts.count',
  `INSERT INTO sign_in_attempts AS a (key, failures, last_at) VALUES ($1, 1, $2)
   ON CONFLICT (key) DO UPDATE SET
     last_at = $2,
     (failures, locked_until) = (
       SELECT next.failures, CASE WHEN next.failures >= $3 THEN $5::timestamptz END
       FROM (SELECT CASE WHEN a.last_at <= $4 THEN 1 ELSE a.failures + 1 END AS failures) AS next
     )
   WHERE a.locked_until IS NULL OR a.locked_until <= $2
   RETURNING failures`,
);

const SECONDS_LOCKED = statement(
  'sign_in_attempts.seconds_locked',
  'SELECT extract(epoch FROM locked_until - $2)::float8 AS seconds FROM sign_in_attempts WHERE key = $1',
);

const TAKE_BACK = statement(
  'sign_in_attempts.take_back',
  'UPDATE sign_in_attempts SET failures = greatest(failures - 1, 0), locked_until = NULL WHERE key = $1',
);

const FORGET = statement('sign_in_attempts.forget', 'DELETE FROM sign_in_attempts WHERE key = $1');

const PURGE = statement('sign_in_attempts.purge', 'DELETE FROM sign_in_attempts WHERE last_at <= $1');

/** Every query on counted tries. */
@Injectable()
export class SignInAttemptsRepository {
  constructor(private readonly database: Database) {}

  /** Counts a try and gives the new count; the one that reaches `max` locks the key. Undefined while it is locked. */
  async count(key: Buffer, max: number, { now, since, until }: Window): Promise<number | undefined> {
    return (await this.database.one<{ failures: number }>(COUNT, [key, now, max, since, until]))?.failures;
  }

  /** Seconds that the key stays locked. */
  async secondsLocked(key: Buffer, now: Date): Promise<number> {
    return (await this.database.one<{ seconds: number }>(SECONDS_LOCKED, [key, now]))?.seconds ?? 0;
  }

  /** Undoes one count. */
  async takeBack(key: Buffer): Promise<void> {
    await this.database.query(TAKE_BACK, [key]);
  }

  async forget(key: Buffer): Promise<void> {
    await this.database.query(FORGET, [key]);
  }

  /** Deletes counts that mean nothing any more. */
  async purge(before: Date): Promise<void> {
    await this.database.query(PURGE, [before]);
  }
}
