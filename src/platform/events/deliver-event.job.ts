import { Injectable } from '@nestjs/common';
import { JobQueue } from '../jobs/job-queue.js';
import { Job, type JobHandler } from '../jobs/job.js';
import { EventOutbox } from './event-outbox.js';
import { SubscriberRegistry } from './subscriber-registry.js';

/** Whom to tell of what. */
export interface DeliverEventPayload {
  readonly eventId: string;
  readonly subscriber: string;
}

/** The name of the job, by which its deliveries are found. */
export const DELIVER_EVENT = 'events.deliver';

/** Tells one subscriber of one event; the effect and the delivery's end are one transaction, so a second run has none. */
@Job({ name: DELIVER_EVENT, queue: 'events', attempts: 8, backoffMs: 500, timeoutMs: 30_000 })
@Injectable()
export class DeliverEventJob implements JobHandler<DeliverEventPayload> {
  constructor(
    private readonly jobs: JobQueue,
    private readonly outbox: EventOutbox,
    private readonly registry: SubscriberRegistry,
  ) {}

  async perform({ eventId, subscriber: name }: DeliverEventPayload): Promise<void> {
    const subscriber = this.registry.find(name);
    if (!subscriber) throw new Error(`there is no subscriber ${name}`);
    await this.jobs.transaction(async () => {
      const event = await this.outbox.take(eventId, name);
      if (event) await subscriber.handle(event);
    });
  }
}
