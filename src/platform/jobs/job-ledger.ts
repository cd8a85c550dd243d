import { Injectable } from '@nestjs/common';
import { Database, statement } from '../database/database.js';
import type { QueueName } from './job.js';
import type { NewJob } from './new-job.js';

/** What a queue carries: which job is due. The job itself, and what became of it, is in the ledger. */
export interface Ticket {
  readonly id: string;
  readonly queue: QueueName;
  /** How often the job was taken before, so that a ticket for a further try differs from a used one. */
  readonly serial: number;
}

/** A job that this process may run, for as long as it renews its lease. */
export interface ClaimedJob {
  readonly id: string;
  readonly queue: QueueName;
  readonly name: string;
  readonly payload: object;
  readonly requestId: string | null;
  /** Tries before this one that ended in an error. */
  readonly failures: number;
  readonly serial: number;
}

/** A job whose process went silent, and whether it gets another chance. */
export interface LostJob {
  readonly id: string;
  readonly name: string;
  readonly state: 'waiting' | 'dead';
}

/** How many jobs of a queue are in a state; `oldestSeconds` is how long the first of them has been due. */
export interface JobCount {
  readonly queue: QueueName;
  readonly state: 'waiting' | 'running' | 'dead';
  readonly count: number;
  readonly oldestSeconds: number;
}

// A lease outlives a few missed renewals; what a killed process ran is free again after it.
const LEASE = `interval '8 seconds'`;
const MAX_LOSSES = 5;

const ADD = statement(
  'jobs.add',
  `INSERT INTO jobs (id, queue, name, payload, request_id, dedupe_key, run_at, push_at)
   SELECT n.id, n.queue, n.name, n.payload, n.request_id, n.dedupe_key, now() + n.delay,
     now() + CASE WHEN n.delay > interval '0' THEN n.delay ELSE interval '5 seconds' END
   FROM (
     SELECT id, queue, name, payload, request_id, dedupe_key, delay_ms * interval '1 millisecond' AS delay
     FROM unnest($1::uuid[], $2::text[], $3::text[], $4::jsonb[], $5::text[], $6::text[], $7::bigint[])
       AS given (id, queue, name, payload, request_id, dedupe_key, delay_ms)
   ) AS n
   ON CONFLICT (name, dedupe_key) WHERE state <> 'dead' DO NOTHING
   RETURNING id, queue, claims AS serial, run_at <= now() AS "isDue"`,
);
const CLAIM = statement(
  'jobs.claim',
  `UPDATE jobs SET state = 'running', claims = claims + 1, push_at = NULL, lease_until = now() + ${LEASE}
   WHERE id = $1 AND state = 'waiting' AND run_at <= now() AND name = ANY ($2)
   RETURNING id, queue, name, payload, request_id AS "requestId", failures, claims AS serial`,
);
const RENEW = statement(
  'jobs.renew',
  `UPDATE jobs SET lease_until = now() + ${LEASE}
   FROM unnest($1::uuid[], $2::int[]) AS mine (id, serial)
   WHERE jobs.id = mine.id AND jobs.claims = mine.serial AND jobs.state = 'running'
   RETURNING jobs.id`,
);
const FINISH = statement(
  'jobs.finish',
  `DELETE FROM jobs WHERE id = $1 AND claims = $2 AND state = 'running'`,
);
const RETRY = statement(
  'jobs.retry',
  `UPDATE jobs SET state = 'waiting', failures = failures + 1, last_error = $3, lease_until = NULL,
     run_at = now() + $4 * interval '1 millisecond', push_at = now() + $4 * interval '1 millisecond'
   WHERE id = $1 AND claims = $2 AND state = 'running'`,
);
const BURY = statement(
  'jobs.bury',
  `UPDATE jobs SET state = 'dead', failures = failures + 1, last_error = $3, lease_until = NULL, dead_at = now()
   WHERE id = $1 AND claims = $2 AND state = 'running'`,
);
const RELEASE = statement(
  'jobs.release',
  `UPDATE jobs SET state = 'waiting', lease_until = NULL, push_at = now()
   WHERE id = $1 AND claims = $2 AND state = 'running'`,
);
const RECOVER = statement(
  'jobs.recover',
  `UPDATE jobs SET losses = losses + 1, lease_until = NULL, last_error = 'the process that ran it went silent',
     state = CASE WHEN losses + 1 < ${String(MAX_LOSSES)} THEN 'waiting' ELSE 'dead' END,
     push_at = CASE WHEN losses + 1 < ${String(MAX_LOSSES)} THEN now() END,
     dead_at = CASE WHEN losses + 1 < ${String(MAX_LOSSES)} THEN NULL ELSE now() END
   WHERE id IN (
     SELECT id FROM jobs WHERE state = 'running' AND lease_until < now()
     ORDER BY lease_until LIMIT 100 FOR UPDATE SKIP LOCKED
   )
   RETURNING id, name, state`,
);
// A ticket that waits behind many others is pushed again ever more rarely; queues ignore one that they still hold.
const TAKE_DUE = statement(
  'jobs.take_due',
  `UPDATE jobs SET push_at = now() + LEAST(GREATEST(2 * (now() - run_at), interval '5 seconds'), interval '60 seconds')
   WHERE id IN (
     SELECT id FROM jobs WHERE state = 'waiting' AND push_at <= now()
     ORDER BY push_at LIMIT 500 FOR UPDATE SKIP LOCKED
   )
   RETURNING id, queue, claims AS serial`,
);
const PUSH_ALL = statement(
  'jobs.push_all',
  `UPDATE jobs SET push_at = now() WHERE state = 'waiting' AND run_at <= now() AND push_at > now()`,
);
const COUNT = statement(
  'jobs.count',
  `SELECT queue, state, count(*)::int AS count,
     GREATEST(0, extract(epoch FROM now() - min(run_at)))::float8 AS "oldestSeconds"
   FROM jobs GROUP BY queue, state ORDER BY queue, state`,
);

/**
 * All jobs that are not finished, in PostgreSQL. The queue in front of it (Redis or pg-boss) only says which job is due
 * and may forget everything: who runs a job is decided here, by a claim that ends unless it is renewed.
 */
@Injectable()
export class JobLedger {
  constructor(private readonly database: Database) {}

  /** Writes jobs, leaving out those whose key is taken; the tickets of what is due at once. */
  async add(jobs: readonly NewJob[]): Promise<Ticket[]> {
    const added = await this.database.query<Ticket & { isDue: boolean }>(ADD, [
      jobs.map(({ id }) => id),
      jobs.map(({ queue }) => queue),
      jobs.map(({ name }) => name),
      jobs.map(({ payload }) => payload),
      jobs.map(({ requestId }) => requestId),
      jobs.map(({ dedupe }) => dedupe),
      jobs.map(({ delayMs }) => delayMs),
    ]);
    return added.filter(({ isDue }) => isDue).map(({ id, queue, serial }) => ({ id, queue, serial }));
  }

  /** Takes a due job for this process, if it is one of these names and nobody else has it. */
  claim(id: string, names: readonly string[]): Promise<ClaimedJob | undefined> {
    return this.database.one<ClaimedJob>(CLAIM, [id, names]);
  }

  /** Prolongs the leases and answers with the ids that are still ours. */
  async renew(jobs: readonly ClaimedJob[]): Promise<Set<string>> {
    const mine = await this.database.query<{ id: string }>(RENEW, [
      jobs.map(({ id }) => id),
      jobs.map(({ serial }) => serial),
    ]);
    return new Set(mine.map(({ id }) => id));
  }

  /** Strikes out a job that is done. */
  async finish({ id, serial }: ClaimedJob): Promise<void> {
    await this.database.query(FINISH, [id, serial]);
  }

  /** Lets a failed job wait for its next try. */
  async retry({ id, serial }: ClaimedJob, reason: string, delayMs: number): Promise<void> {
    await this.database.query(RETRY, [id, serial, reason, delayMs]);
  }

  /** Puts a job among the dead letters. */
  async bury({ id, serial }: ClaimedJob, reason: string): Promise<void> {
    await this.database.query(BURY, [id, serial, reason]);
  }

  /** Hands a job back unfinished; the try does not count. */
  async release({ id, serial }: ClaimedJob): Promise<void> {
    await this.database.query(RELEASE, [id, serial]);
  }

  /** Frees the jobs of processes that went silent; one that was lost too often is dead, for it may be what kills them. */
  recover(): Promise<LostJob[]> {
    return this.database.query<LostJob>(RECOVER);
  }

  /** The tickets of jobs that are due and that no queue has been given lately. */
  takeDue(): Promise<Ticket[]> {
    return this.database.query<Ticket>(TAKE_DUE);
  }

  /** Has every due job pushed again, after a queue has lost its memory. */
  async pushAll(): Promise<void> {
    await this.database.query(PUSH_ALL);
  }

  /** How many jobs there are by queue and state, for metrics. */
  count(): Promise<JobCount[]> {
    return this.database.query<JobCount>(COUNT);
  }
}
