import { AsyncLocalStorage } from 'node:async_hooks';
import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../database/unit-of-work.js';
import { withRequestContext } from '../logging/request-context.js';
import type { JobClass } from './job.js';
import { JobQueue, type EnqueueOptions } from './job-queue.js';
import { JobRegistry, type RegisteredJob } from './job-registry.js';
import { newJob, type NewJob } from './new-job.js';

/**
 * Performs jobs at once, in the caller's process, so that a test sees their effect when `enqueue` has resolved. The
 * tries follow each other without a wait, and the last error is the caller's. Delayed jobs are kept until `runDelayed`.
 */
@Injectable()
export class InlineJobQueue extends JobQueue {
  private readonly batches = new AsyncLocalStorage<NewJob[]>();
  private readonly taken = new Set<string>();
  private delayed: NewJob[] = [];

  constructor(
    private readonly uow: UnitOfWork,
    private readonly registry: JobRegistry,
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
    if (this.uow.isOpen) throw new Error(`${added.name} can't be enqueued inside a unit of work`);
    await this.accept(added);
  }

  override async transaction<T>(work: () => Promise<T>): Promise<T> {
    if (this.uow.isOpen) throw new Error('a unit of work is open already');
    const batch: NewJob[] = [];
    const result = await this.uow.run(() => this.batches.run(batch, work));
    for (const job of batch) await this.accept(job);
    return result;
  }

  /** Performs the jobs whose delay a test has waited for; those that they delay in turn stay for the next call. */
  async runDelayed(): Promise<void> {
    const due = this.delayed;
    this.delayed = [];
    for (const job of due) await this.perform(job);
  }

  private async accept(job: NewJob): Promise<void> {
    const key = keyOf(job);
    if (key !== undefined && this.taken.has(key)) return;
    if (key !== undefined) this.taken.add(key);
    if (job.delayMs > 0) this.delayed.push(job);
    else await this.perform(job);
  }

  private async perform(job: NewJob): Promise<void> {
    const registered = this.registry.find(job.name);
    if (!registered) throw new Error(`no provider performs ${job.name}`);
    try {
      await withRequestContext(job.requestId ?? undefined, () => tryAll(registered, job));
    } finally {
      this.taken.delete(keyOf(job) ?? '');
    }
  }
}

async function tryAll({ facts, handler }: RegisteredJob, job: NewJob): Promise<void> {
  const { signal } = new AbortController();
  for (let attempt = 1; ; attempt += 1) {
    const isLast = attempt >= facts.attempts;
    try {
      await handler.perform(JSON.parse(job.payload) as object, { attempt, isLast, signal });
      return;
    } catch (error) {
      if (isLast) throw error;
    }
  }
}

function keyOf({ name, dedupe }: NewJob): string | undefined {
  return dedupe === null ? undefined : `${name} ${dedupe}`;
}
