import type { JobClass } from './job.js';

/** How one job is put into its queue. */
export interface EnqueueOptions {
  /** While a job with this name and key waits or runs, another one is not added. */
  readonly dedupe?: string;
  /** Milliseconds to wait before the first try. */
  readonly delayMs?: number;
}

/** Puts work into the background. Payloads are ids, never entities. */
export abstract class JobQueue {
  /** Adds a job; refused inside a unit of work: record an event and let a subscriber enqueue. */
  abstract enqueue<Payload extends object>(
    job: JobClass<Payload>,
    payload: Payload,
    options?: EnqueueOptions,
  ): Promise<void>;

  /**
   * For the dispatcher of events: a unit of work in which `enqueue` is allowed, because its jobs are written in the same
   * transaction. They exist once it has committed, or never.
   */
  abstract transaction<T>(work: () => Promise<T>): Promise<T>;
}
