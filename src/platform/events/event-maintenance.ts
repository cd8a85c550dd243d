import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/time/clock.js';
import { Database, statement } from '../database/database.js';
import { JobQueue } from '../jobs/job-queue.js';
import { DELIVER_EVENT, DeliverEventJob } from './deliver-event.job.js';
import { EventOutbox } from './event-outbox.js';

// Asked for first, because even "IF NOT EXISTS" locks the whole log. A month whose events are in the default partition
// already (no worker ran for long) stays there: PostgreSQL refuses a partition for them.
const CREATE_PARTITIONS = statement(
  'events.create_partitions',
  `SELECT create_event_partition(month::date)
   FROM generate_series(
     date_trunc('month', $1::timestamptz AT TIME ZONE 'UTC'),
     date_trunc('month', $1::timestamptz AT TIME ZONE 'UTC') + interval '2 months',
     interval '1 month'
   ) AS month
   WHERE to_regclass('events_' || to_char(month, 'YYYY_MM')) IS NULL AND NOT EXISTS (
     SELECT 1 FROM events_default
     WHERE recorded_at >= month AT TIME ZONE 'UTC' AND recorded_at < (month + interval '1 month') AT TIME ZONE 'UTC'
   )`,
);

/** Keeps the log in order: partitions for the months to come, and a job for every delivery. */
@Injectable()
export class EventMaintenance {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly outbox: EventOutbox,
    private readonly jobs: JobQueue,
  ) {}

  /** Makes the partitions of this month and the next two, where they are missing; how many it made. */
  async createPartitions(): Promise<number> {
    const made = await this.database.query(CREATE_PARTITIONS, [this.clock.now()]);
    return made.length;
  }

  /** Makes a job for each delivery that has none; how many it made. */
  async requeueStrays(): Promise<number> {
    const strays = await this.outbox.strays(DELIVER_EVENT);
    for (const { eventId, subscriber } of strays)
      await this.jobs.enqueue(
        DeliverEventJob,
        { eventId, subscriber },
        { dedupe: `${eventId}:${subscriber}` },
      );
    return strays.length;
  }
}
