import { Injectable } from '@nestjs/common';
import { JobQueue, type EnqueueOptions } from '../jobs/job-queue.js';
import type { JobClass } from '../jobs/job.js';
import type { EventSubscriber, RecordedEvent } from './subscriber.js';

/** A job that an event starts. */
export interface StartedJob<JobPayload extends object> {
  readonly job: JobClass<JobPayload>;
  readonly payload: JobPayload;
  readonly options?: EnqueueOptions;
}

/**
 * A subscriber that does nothing but start a job, for what a person waits for: its job is added in the transaction that
 * publishes the event, so that no delivery comes between.
 */
@Injectable()
export abstract class JobStarter<Payload, JobPayload extends object> implements EventSubscriber<Payload> {
  constructor(private readonly jobs: JobQueue) {}

  /** The job, from nothing but the event. */
  protected abstract jobFor(event: RecordedEvent<Payload>): StartedJob<JobPayload>;

  async handle(event: RecordedEvent<Payload>): Promise<void> {
    const { job, payload, options } = this.jobFor(event);
    await this.jobs.enqueue(job, payload, options);
  }
}
