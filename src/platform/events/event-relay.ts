import { AsyncResource } from 'node:async_hooks';
import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { Listener } from '../database/listener.js';
import { JobQueue } from '../jobs/job-queue.js';
import { Logger } from '../logging/logger.js';
import { withRequestContext } from '../logging/request-context.js';
import { DeliverEventJob } from './deliver-event.job.js';
import { EventOutbox, PUBLISH_BATCH, type Delivery, type PublishedEvent } from './event-outbox.js';
import { JobStarter } from './job-starter.js';
import { SubscriberRegistry } from './subscriber-registry.js';

const POLL_MS = 1_000;

/**
 * Publishes committed events: gives each its position in the log and its subscribers a job each, in one transaction, one
 * process at a time. NOTIFY wakes it; a look each second finds what a lost message was about.
 */
@Injectable()
export class EventRelay implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private running: Promise<void> | undefined;
  private isWoken = false;
  private isStopped = false;
  private isFailing = false;
  private poll: NodeJS.Timeout | undefined;
  private unlisten: (() => void) | undefined;

  /** There may be events: publishes them, or remembers to when that is under way. */
  readonly wake = AsyncResource.bind(() => {
    this.isWoken = true;
    this.running ??= this.run().finally(() => {
      this.running = undefined;
      if (this.isWoken && !this.isStopped) this.wake();
    });
  });

  constructor(
    private readonly config: Config,
    private readonly listener: Listener,
    private readonly outbox: EventOutbox,
    private readonly registry: SubscriberRegistry,
    private readonly jobs: JobQueue,
    private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    if (this.config.role === 'api') return;
    this.unlisten = this.listener.listen('events', this.wake);
    this.poll = setInterval(this.wake, POLL_MS);
    this.wake();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.stop();
  }

  /** Publishes no more; resolves when the batch at hand is committed. */
  async stop(): Promise<void> {
    this.isStopped = true;
    this.unlisten?.();
    clearInterval(this.poll);
    await this.running;
  }

  /**
   * Publishes until nothing is left. With jobs that are performed inline this also delivers, including what the
   * subscribers record in turn, and rejects with the first subscriber's error.
   */
  async drain(): Promise<void> {
    while (await this.outbox.isWaiting()) await this.publishBatch();
  }

  private async run(): Promise<void> {
    try {
      while (this.isWoken && !this.isStopped) {
        this.isWoken = false;
        // A full batch may not be all; set only then, for what was recorded meanwhile has set it already.
        if ((await this.outbox.isWaiting()) && (await this.publishBatch()) === PUBLISH_BATCH)
          this.isWoken = true;
      }
      this.isFailing = false;
    } catch (error) {
      // Mostly the database is away: say so once, and look again in a second.
      if (!this.isFailing) this.logger.warn({ err: error }, 'events.relay_failed');
      this.isFailing = true;
    }
  }

  private publishBatch(): Promise<number> {
    return this.jobs.transaction(async () => {
      if (!(await this.outbox.lock())) return 0;
      const events = await this.outbox.stamp();
      const last = events.at(-1);
      if (!last) return 0;
      await this.passOn(events);
      await this.outbox.announce(last.position);
      return events.length;
    });
  }

  private async passOn(events: readonly PublishedEvent[]): Promise<void> {
    const deliveries: Delivery[] = [];
    for (const event of events)
      for (const subscriber of this.registry.interestedIn(event))
        await withRequestContext(event.requestId ?? undefined, async () => {
          if (await this.startsJob(event, subscriber)) return;
          const { id: eventId, recordedAt } = event;
          deliveries.push({ eventId, recordedAt, subscriber });
          const dedupe = `${eventId}:${subscriber}`;
          await this.jobs.enqueue(DeliverEventJob, { eventId, subscriber }, { dedupe });
        });
    if (deliveries.length > 0) await this.outbox.addDeliveries(deliveries);
  }

  /** Whether the subscriber only starts a job, and has. */
  private async startsJob(event: PublishedEvent, name: string): Promise<boolean> {
    const subscriber = this.registry.find(name);
    if (!(subscriber instanceof JobStarter)) return false;
    try {
      await subscriber.handle(event);
      return true;
    } catch (error) {
      // It holds up nobody else: as a delivery it fails where it is retried and seen.
      this.logger.warn({ subscriber: name, eventId: event.id, err: error }, 'events.start_failed');
      return false;
    }
  }
}
