import { Injectable } from '@nestjs/common';
import { Database, statement } from '../database/database.js';
import type { RecordedEvent } from './subscriber.js';

/** An event at its publication. */
export interface PublishedEvent extends RecordedEvent {
  /** As text, because a Date drops the microseconds that the key has. */
  readonly recordedAt: string;
  readonly position: string;
}

/** One event that one subscriber has still to be told of. */
export interface Delivery {
  readonly eventId: string;
  readonly recordedAt: string;
  readonly subscriber: string;
}

/** How far publication and delivery are behind. */
export interface EventLag {
  /** Age of the oldest event without a position; 0 where all have one. */
  readonly unpublishedSeconds: number;
  /** Deliveries that are waiting, running or given up. */
  readonly undelivered: number;
}

/** How many events are published in one transaction. */
export const PUBLISH_BATCH = 200;

/** The channel on which the last published position is announced. */
export const PUBLISHED_CHANNEL = 'events_published';

// Any constants will do, as long as every process uses the same.
const RELAY_LOCK = 7_263_548_121;

const EVENT = `id, type, user_id AS "userId", payload, occurred_at AS "occurredAt", request_id AS "requestId"`;

const IS_WAITING = statement(
  'outbox.is_waiting',
  // Ordered, so that it never reads the whole log because of old statistics.
  `SELECT id FROM events WHERE position IS NULL ORDER BY recorded_at, id LIMIT 1`,
);
const LOCK = statement('outbox.lock', `SELECT pg_try_advisory_xact_lock(${String(RELAY_LOCK)}) AS "isOurs"`);
const STAMP = statement(
  'outbox.stamp',
  `WITH batch AS (
     SELECT id, recorded_at, row_number() OVER (ORDER BY recorded_at, id) AS n
     FROM events WHERE position IS NULL ORDER BY recorded_at, id LIMIT ${String(PUBLISH_BATCH)}
   ), head AS (
     UPDATE event_head SET position = position + (SELECT count(*) FROM batch)
     RETURNING position - (SELECT count(*) FROM batch) AS before
   ), stamped AS (
     UPDATE events SET position = head.before + batch.n
     FROM batch, head
     WHERE events.id = batch.id AND events.recorded_at = batch.recorded_at
     RETURNING events.*
   )
   SELECT ${EVENT}, recorded_at::text AS "recordedAt", position FROM stamped ORDER BY stamped.position`,
);
const ADD_DELIVERIES = statement(
  'outbox.add_deliveries',
  `INSERT INTO event_deliveries (event_id, recorded_at, subscriber)
   SELECT * FROM unnest($1::uuid[], $2::timestamptz[], $3::text[])`,
);
const ANNOUNCE = statement('outbox.announce', `SELECT pg_notify('${PUBLISHED_CHANNEL}', $1)`);
const TAKE = statement(
  'outbox.take',
  `WITH taken AS (
     DELETE FROM event_deliveries WHERE event_id = $1 AND subscriber = $2 RETURNING event_id, recorded_at
   )
   SELECT ${EVENT} FROM taken JOIN events ON events.id = taken.event_id AND events.recorded_at = taken.recorded_at`,
);
const STRAYS = statement(
  'outbox.strays',
  `SELECT event_id AS "eventId", recorded_at::text AS "recordedAt", subscriber
   FROM event_deliveries AS d
   WHERE created_at < now() - interval '1 minute' AND NOT EXISTS (
     SELECT 1 FROM jobs WHERE jobs.name = $1 AND jobs.dedupe_key = d.event_id || ':' || d.subscriber
   )
   ORDER BY created_at LIMIT 1000`,
);
const LAG = statement(
  'outbox.lag',
  `SELECT
     coalesce((
       SELECT extract(epoch FROM clock_timestamp() - recorded_at) FROM events
       WHERE position IS NULL ORDER BY recorded_at, id LIMIT 1
     ), 0)::float8 AS "unpublishedSeconds",
     (SELECT count(*)::int FROM event_deliveries) AS undelivered`,
);

/** What the relay reads and writes: events without a position, and who has still to be told of which. */
@Injectable()
export class EventOutbox {
  constructor(private readonly database: Database) {}

  /** Whether there are committed events without a position. */
  async isWaiting(): Promise<boolean> {
    return (await this.database.one(IS_WAITING)) !== undefined;
  }

  /** Makes this transaction the only one that publishes; false where another one does. */
  async lock(): Promise<boolean> {
    const answer = await this.database.one<{ isOurs: boolean }>(LOCK);
    return answer?.isOurs === true;
  }

  /** Gives the next events their positions, without gaps, and answers with them in that order. */
  stamp(): Promise<PublishedEvent[]> {
    return this.database.query<PublishedEvent>(STAMP);
  }

  /** Writes down who is to be told of what. */
  async addDeliveries(deliveries: readonly Delivery[]): Promise<void> {
    await this.database.query(ADD_DELIVERIES, [
      deliveries.map(({ eventId }) => eventId),
      deliveries.map(({ recordedAt }) => recordedAt),
      deliveries.map(({ subscriber }) => subscriber),
    ]);
  }

  /** Tells the live streams, once this transaction commits, how far the log goes. */
  async announce(position: string): Promise<void> {
    await this.database.query(ANNOUNCE, [position]);
  }

  /** Strikes out a delivery and answers with its event; undefined where that was done before. */
  take(eventId: string, subscriber: string): Promise<RecordedEvent | undefined> {
    return this.database.one<RecordedEvent>(TAKE, [eventId, subscriber]);
  }

  /** Deliveries that no job is there for any more, which only happens when somebody deletes jobs. */
  strays(jobName: string): Promise<Delivery[]> {
    return this.database.query<Delivery>(STRAYS, [jobName]);
  }

  /** How far behind publication and delivery are, for metrics and health. */
  async lag(): Promise<EventLag> {
    return { unpublishedSeconds: 0, undelivered: 0, ...(await this.database.one<EventLag>(LAG)) };
  }
}
