import { Injectable } from '@nestjs/common';
import { Database, statement } from '../../../platform/database/database.js';

/** How failures turn into waiting. */
export interface Terms {
  readonly now: Date;
  /** The failure from which on waiting begins. */
  readonly free: number;
  /** Seconds after which one failure is forgotten. */
  readonly forgetSeconds: number;
  readonly firstWaitSeconds: number;
  readonly longestWaitSeconds: number;
}

const IS_KNOWN = statement(
  'known_networks.is_known',
  'SELECT FROM known_networks WHERE user_id = $1 AND network = $2',
);

// A leaking bucket: `last_at` is the moment up to which failures were forgotten. From the free ones on, each failure makes
// the next attempt wait twice as long. Nothing is counted while it has to wait.
const COUNT = statement(
  'sign_in_attempts.count',
  `INSERT INTO sign_in_attempts AS a (key, failures, last_at) VALUES ($1, 1, $2)
   ON CONFLICT (key) DO UPDATE SET (failures, last_at, locked_until) = (
     SELECT now.failures, now.last_at, CASE WHEN now.failures >= $3
       THEN $2::timestamptz + least($6::float8 * 2 ^ least(now.failures - $3, 20), $5::float8) * interval '1 second' END
     FROM (SELECT floor(extract(epoch FROM $2::timestamptz - a.last_at) / $4::float8)::int AS forgotten) AS f,
       LATERAL (SELECT
         greatest(a.failures - f.forgotten, 0) + 1 AS failures,
         CASE WHEN f.forgotten >= a.failures THEN $2::timestamptz
           ELSE a.last_at + f.forgotten * $4::float8 * interval '1 second' END AS last_at) AS now
   )
   WHERE a.locked_until IS NULL OR a.locked_until <= $2
   RETURNING failures`,
);

const SECONDS_TO_WAIT = statement(
  'sign_in_attempts.seconds_to_wait',
  `SELECT coalesce(max(extract(epoch FROM locked_until - $2::timestamptz)), 0)::float8 AS seconds
   FROM sign_in_attempts WHERE key = ANY ($1) AND locked_until > $2`,
);

const FORGET = statement('sign_in_attempts.forget', 'DELETE FROM sign_in_attempts WHERE key = $1');

const PURGE = statement('sign_in_attempts.purge', 'DELETE FROM sign_in_attempts WHERE last_at <= $1');

const PURGE_NETWORKS = statement(
  'known_networks.purge',
  'DELETE FROM known_networks WHERE last_used_at <= $1',
);

/** Every query on failed attempts, and on the networks that users signed in from. */
@Injectable()
export class SignInAttemptsRepository {
  constructor(private readonly database: Database) {}

  /** Whether the user signed in from the network before. */
  async isKnown(userId: string, network: Buffer): Promise<boolean> {
    return (await this.database.one(IS_KNOWN, [userId, network])) !== undefined;
  }

  /** Counts a failure and returns how many there are; undefined, without counting, while the key has to wait. */
  async count(
    key: Buffer,
    { now, free, forgetSeconds, firstWaitSeconds, longestWaitSeconds }: Terms,
  ): Promise<number | undefined> {
    const values = [key, now, free, forgetSeconds, longestWaitSeconds, firstWaitSeconds];
    return (await this.database.one<{ failures: number }>(COUNT, values))?.failures;
  }

  /** Seconds until none of the keys has to wait. */
  async secondsToWait(keys: readonly Buffer[], now: Date): Promise<number> {
    return (await this.database.one<{ seconds: number }>(SECONDS_TO_WAIT, [keys, now]))?.seconds ?? 0;
  }

  async forget(key: Buffer): Promise<void> {
    await this.database.query(FORGET, [key]);
  }

  /** Deletes counts whose last failure, and networks whose last use, was before. */
  async purge(countedBefore: Date, usedBefore: Date): Promise<void> {
    await this.database.query(PURGE, [countedBefore]);
    await this.database.query(PURGE_NETWORKS, [usedBefore]);
  }
}
