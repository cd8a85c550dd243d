import { Injectable } from '@nestjs/common';
import { Logger } from '../logging/logger.js';
import { withRequestContext } from '../logging/request-context.js';
import { backoffDelay } from './backoff.js';
import type { JobContext, JobFacts } from './job.js';
import { JobLedger, type ClaimedJob } from './job-ledger.js';
import { JobRegistry, type RegisteredJob } from './job-registry.js';
import { JobSweep } from './job-sweep.js';
import { settlesWithin } from './settles-within.js';
import { JobTimedOut, LeaseLost, ProcessStops, reasonOf } from './try-ended.js';

// What an aborted job has left to roll back or to close before it is left alone.
const ABORT_GRACE_MS = 1_000;

/** A try in progress; `abort` ends it, with the reason for its being ended. */
export interface RunningTry {
  readonly job: ClaimedJob;
  readonly abort: (reason: Error) => void;
  readonly ended: Promise<void>;
}

/** Runs one try of a job and writes down what became of it. */
@Injectable()
export class JobRunner {
  constructor(
    private readonly ledger: JobLedger,
    private readonly registry: JobRegistry,
    private readonly sweep: JobSweep,
    private readonly logger: Logger,
  ) {}

  /** Takes the job and starts a try; undefined where it is not due, or another process has it. */
  async start(id: string): Promise<RunningTry | undefined> {
    const job = await this.ledger.claim(id, this.registry.names);
    const registered = job && this.registry.find(job.name);
    if (!registered) return undefined;

    const controller = new AbortController();
    const abort = (reason: Error): void => {
      controller.abort(reason);
    };
    const ended = withRequestContext(job.requestId ?? undefined, () => this.run(job, registered, controller));
    return { job, abort, ended };
  }

  private async run(
    job: ClaimedJob,
    { facts, handler }: RegisteredJob,
    controller: AbortController,
  ): Promise<void> {
    const started = performance.now();
    const timeout = setTimeout(() => {
      controller.abort(new JobTimedOut(facts.timeoutMs));
    }, facts.timeoutMs);
    const attempt = job.failures + 1;
    const { signal } = controller;
    const fields = (): object => ({
      job: facts.name,
      jobId: job.id,
      attempt,
      tookMs: Math.round(performance.now() - started),
    });
    try {
      const context: JobContext = { attempt, isLast: attempt >= facts.attempts, signal };
      await settled(handler.perform(job.payload, context), signal);
      await this.ledger.finish(job);
      this.logger.info(fields(), 'job.done');
    } catch (error) {
      const cause: unknown = signal.aborted ? signal.reason : error;
      await this.writeDown(job, facts, cause, fields());
    } finally {
      clearTimeout(timeout);
    }
  }

  private async writeDown(job: ClaimedJob, facts: JobFacts, error: unknown, fields: object): Promise<void> {
    if (error instanceof LeaseLost) {
      this.logger.warn(fields, 'job.lease_lost');
      return;
    }
    if (error instanceof ProcessStops) {
      await this.ledger.release(job);
      this.logger.info(fields, 'job.handed_back');
      return;
    }
    const failures = job.failures + 1;
    if (failures >= facts.attempts) {
      await this.ledger.bury(job, reasonOf(error));
      this.logger.error({ ...fields, err: error }, 'job.dead');
      return;
    }
    const delayMs = backoffDelay(facts.backoffMs, failures);
    await this.ledger.retry(job, reasonOf(error), delayMs);
    this.sweep.wakeIn(delayMs);
    this.logger.warn({ ...fields, retryInMs: delayMs, err: error }, 'job.failed');
  }
}

/** Resolves or rejects as the work does; work that goes on after its abort is left alone after a while. */
async function settled(work: Promise<void>, signal: AbortSignal): Promise<void> {
  const aborted = new Promise<void>((resolve) => {
    signal.addEventListener(
      'abort',
      () => {
        resolve();
      },
      { once: true },
    );
  });
  const abandoned = aborted.then(async () => {
    if (!(await settlesWithin(work, ABORT_GRACE_MS))) signal.throwIfAborted();
    await work;
  });
  await Promise.race([work, abandoned]);
}
