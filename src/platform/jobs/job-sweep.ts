import { AsyncResource } from 'node:async_hooks';
import { Injectable } from '@nestjs/common';
import { Logger } from '../logging/logger.js';
import { JobLedger } from './job-ledger.js';
import { JobTransport } from './job-transport.js';

const INTERVAL_MS = 1_000;

/**
 * Keeps the queue in step with the ledger: pushes what has become due, what the queue forgot or could not be told, and
 * what was run by a process that went silent.
 */
@Injectable()
export class JobSweep {
  private timer: NodeJS.Timeout | undefined;
  private nextAt = Infinity;
  private last = Promise.resolve();
  private isStopped = true;
  private isAway = false;

  // Bound to no request: who asks for an early sweep must not lend it a request id for all the later ones.
  private readonly tick = AsyncResource.bind(() => {
    this.nextAt = Infinity;
    this.last = this.last.then(() => this.sweepOrSay());
  });

  constructor(
    private readonly ledger: JobLedger,
    private readonly transport: JobTransport,
    private readonly logger: Logger,
  ) {}

  /** Sweeps each second from now on. */
  start(): void {
    this.isStopped = false;
    this.wakeIn(0);
  }

  /** Sweeps in so many milliseconds, where that is sooner than it would. */
  wakeIn(delayMs: number): void {
    const at = performance.now() + delayMs;
    if (this.isStopped || at >= this.nextAt) return;
    clearTimeout(this.timer);
    this.nextAt = at;
    this.timer = setTimeout(() => {
      this.tick();
    }, delayMs);
  }

  /** Sweeps no more; resolves when the last one is over. */
  async stop(): Promise<void> {
    this.isStopped = true;
    clearTimeout(this.timer);
    await this.last;
  }

  private async sweepOrSay(): Promise<void> {
    try {
      await this.sweep();
      if (this.isAway) this.logger.info({}, 'jobs.sweep_recovered');
      this.isAway = false;
    } catch (error) {
      // The database or the queue is away: say so once, and go on asking.
      if (!this.isAway) this.logger.warn({ err: error }, 'jobs.sweep_failed');
      this.isAway = true;
    }
    this.wakeIn(INTERVAL_MS);
  }

  private async sweep(): Promise<void> {
    for (const { id, name, state } of await this.ledger.recover()) {
      if (state === 'dead') this.logger.error({ job: name, jobId: id }, 'job.dead');
      else this.logger.warn({ job: name, jobId: id }, 'job.lost');
    }
    if (await this.transport.hasForgotten()) {
      this.logger.info({}, 'jobs.queue_was_empty');
      await this.ledger.pushAll();
    }
    const due = await this.ledger.takeDue();
    if (due.length > 0) await this.transport.push(due);
  }
}
