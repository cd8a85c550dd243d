import { AsyncLocalStorage } from 'node:async_hooks';
import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../database/unit-of-work.js';
import { Logger } from '../logging/logger.js';
import type { JobClass } from './job.js';
import { JobLedger, type Ticket } from './job-ledger.js';
import { JobQueue, type EnqueueOptions } from './job-queue.js';
import { JobSweep } from './job-sweep.js';
import { JobTransport } from './job-transport.js';
import { newJob, type NewJob } from './new-job.js';

/** Writes jobs to the ledger first, so that they exist even when the queue is away, and then tells the queue. */
@Injectable()
export class DurableJobQueue extends JobQueue {
  private readonly batches = new AsyncLocalStorage<NewJob[]>();

  constructor(
    private readonly uow: UnitOfWork,
    private readonly ledger: JobLedger,
    private readonly transport: JobTransport,
    private readonly sweep: JobSweep,
    private readonly logger: Logger,
  ) {
    super();
  }

  override async enqueue<Payload extends object>(
    job: JobClass<Payload>,
    payload: Payload,
    options: EnqueueOptions = {},
  ): Promise<void> {
    const added = newJob(job, payload, options);
    const batch = this.batches.getStore();
    if (batch) {
      batch.push(added);
      return;
    }
    if (this.uow.isOpen)
      throw new Error(
        `${added.name} can't be enqueued inside a unit of work: record an event and let a subscriber enqueue`,
      );
    await this.push(await this.ledger.add([added]));
    if (added.delayMs > 0) this.sweep.wakeIn(added.delayMs);
  }

  override async transaction<T>(work: () => Promise<T>): Promise<T> {
    if (this.uow.isOpen) throw new Error('a unit of work is open already');
    const batch: NewJob[] = [];
    let due: Ticket[] = [];
    const result = await this.uow.run(() => {
      this.uow.beforeCommit(async () => {
        if (batch.length > 0) due = await this.ledger.add(batch);
      });
      return this.batches.run(batch, work);
    });
    await this.push(due);
    return result;
  }

  private async push(due: readonly Ticket[]): Promise<void> {
    if (due.length === 0) return;
    try {
      await this.transport.push(due);
    } catch (error) {
      // The jobs are in the ledger; the sweep pushes them when the queue is back.
      this.logger.warn({ jobs: due.length, err: error }, 'jobs.push_failed');
    }
  }
}
