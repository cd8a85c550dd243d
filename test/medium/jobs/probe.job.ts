import { setTimeout as delay } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Database, statement } from '../../../src/platform/database/database.js';
import { Job, type JobContext, type JobHandler } from '../../../src/platform/jobs/job.js';
import { currentRequestId } from '../../../src/platform/logging/request-context.js';

/** How a probe behaves: how often it fails first, and how long it takes. */
export interface ProbePayload {
  readonly key: string;
  readonly failures?: number;
  /** Whether the first run ever of this key waits until it is aborted. */
  readonly hangs?: 'once' | 'always';
  /** Whether it goes on when it is aborted, as work does that can't be interrupted. */
  readonly isDeaf?: boolean;
  readonly tookMs?: number;
}

/** One run of a probe, as it wrote it down itself. */
export interface Run {
  readonly key: string;
  readonly attempt: number;
  readonly isLast: boolean;
  readonly requestId: string | null;
  readonly pid: number;
  readonly atMs: number;
  readonly hasEnded: boolean;
}

const FOREVER_MS = 2 ** 31 - 1;

const START = statement(
  'probe.start',
  `INSERT INTO probe_runs (key, attempt, is_last, request_id, pid) VALUES ($1, $2, $3, $4, $5)
   RETURNING id, (SELECT count(*)::int FROM probe_runs WHERE key = $1) AS before`,
);
const END = statement('probe.end', `UPDATE probe_runs SET ended_at = clock_timestamp() WHERE id = $1`);
const RUNS = statement(
  'probe.runs',
  `SELECT key, attempt, is_last AS "isLast", request_id AS "requestId", pid,
     extract(epoch FROM started_at)::float8 * 1000 AS "atMs", ended_at IS NOT NULL AS "hasEnded"
   FROM probe_runs WHERE key = $1 ORDER BY id`,
);
const TABLE = statement(
  'probe.table',
  `CREATE TABLE IF NOT EXISTS probe_runs (
     id serial PRIMARY KEY, key text NOT NULL, attempt int NOT NULL, is_last boolean NOT NULL, request_id text,
     pid int NOT NULL, started_at timestamptz NOT NULL DEFAULT clock_timestamp(), ended_at timestamptz
   )`,
);

/** Makes the table that probes write to. */
export async function createProbeTable(database: Database): Promise<void> {
  await database.query(TABLE);
}

/** What the probes of this key wrote down, in the order of their runs. */
export function runsOf(database: Database, key: string): Promise<Run[]> {
  return database.query<Run>(RUNS, [key]);
}

/** A job that does as it is told and writes down that it ran. */
@Job({ name: 'probe', queue: 'maintenance', attempts: 3, backoffMs: 200, timeoutMs: 60_000 })
@Injectable()
export class ProbeJob implements JobHandler<ProbePayload> {
  constructor(private readonly database: Database) {}

  async perform(payload: ProbePayload, context: JobContext): Promise<void> {
    await run(this.database, payload, context);
  }
}

/** The same on a queue that runs several at a time. */
@Job({ name: 'probe.parallel', queue: 'events', attempts: 1, backoffMs: 100, timeoutMs: 60_000 })
@Injectable()
export class ParallelProbeJob implements JobHandler<ProbePayload> {
  constructor(private readonly database: Database) {}

  async perform(payload: ProbePayload, context: JobContext): Promise<void> {
    await run(this.database, payload, context);
  }
}

/** The same with little time. */
@Job({ name: 'probe.brief', queue: 'ai', attempts: 1, backoffMs: 100, timeoutMs: 300 })
@Injectable()
export class BriefProbeJob implements JobHandler<ProbePayload> {
  constructor(private readonly database: Database) {}

  async perform(payload: ProbePayload, context: JobContext): Promise<void> {
    await run(this.database, payload, context);
  }
}

async function run(
  database: Database,
  { key, failures = 0, hangs, isDeaf, tookMs = 0 }: ProbePayload,
  { attempt, isLast, signal }: JobContext,
): Promise<void> {
  const started = await database.one<{ id: number; before: number }>(START, [
    key,
    attempt,
    isLast,
    currentRequestId(),
    process.pid,
  ]);
  if (hangs === 'always' || (hangs === 'once' && started?.before === 0))
    await delay(FOREVER_MS, undefined, isDeaf ? { ref: false } : { signal });
  await delay(tookMs);
  if (attempt <= failures) throw new Error(`told to fail ${failures} times`);
  await database.query(END, [started?.id]);
}
