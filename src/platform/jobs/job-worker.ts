import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { Logger } from '../logging/logger.js';
import { CONCURRENCY, QUEUES } from './job.js';
import { JobLedger } from './job-ledger.js';
import { JobRunner, type RunningTry } from './job-runner.js';
import { JobSweep } from './job-sweep.js';
import { JobTransport } from './job-transport.js';
import { settlesWithin } from './settles-within.js';
import { LeaseLost, ProcessStops } from './try-ended.js';

const RENEW_MS = 2_000;
const STOP_LIMIT_MS = 10_000;

/** Takes jobs from the queues and runs them, in processes whose role that is. */
@Injectable()
export class JobWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly handling = new Set<Promise<void>>();
  private readonly running = new Set<RunningTry>();
  private renewal: NodeJS.Timeout | undefined;
  private isHandingBack = false;

  constructor(
    private readonly config: Config,
    private readonly transport: JobTransport,
    private readonly ledger: JobLedger,
    private readonly runner: JobRunner,
    private readonly sweep: JobSweep,
    private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    if (this.config.role === 'api') return;
    this.renewal = setInterval(() => void this.renew(), RENEW_MS);
    for (const queue of QUEUES) this.transport.consume(queue, CONCURRENCY[queue], (id) => this.handle(id));
    this.sweep.start();
    this.logger.info({ driver: this.transport.driver }, 'jobs.started');
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.stop();
  }

  /** Takes no further jobs, waits for those that run, and hands back what is not done within the limit. */
  async stop(limitMs = STOP_LIMIT_MS): Promise<void> {
    await Promise.all([this.transport.stop(), this.sweep.stop()]);
    await settlesWithin(Promise.all(this.handling), limitMs);
    this.isHandingBack = true;
    for (const { abort } of this.running) abort(new ProcessStops());
    await Promise.all(this.handling);
    clearInterval(this.renewal);
  }

  private async handle(id: string): Promise<void> {
    const handled = this.run(id).catch((error: unknown) => {
      // The ledger can't be reached: the lease runs out and the sweep, here or elsewhere, has the job run again.
      this.logger.warn({ jobId: id, err: error }, 'job.lost');
    });
    this.handling.add(handled);
    await handled;
    this.handling.delete(handled);
  }

  private async run(id: string): Promise<void> {
    const running = await this.runner.start(id);
    if (!running) return;
    this.running.add(running);
    if (this.isHandingBack) running.abort(new ProcessStops());
    try {
      await running.ended;
    } finally {
      this.running.delete(running);
    }
  }

  private async renew(): Promise<void> {
    const tries = [...this.running];
    if (tries.length === 0) return;
    try {
      const ours = await this.ledger.renew(tries.map(({ job }) => job));
      for (const { job, abort } of tries) if (!ours.has(job.id)) abort(new LeaseLost());
    } catch (error) {
      this.logger.warn({ err: error }, 'jobs.renewal_failed');
    }
  }
}
