import { Injectable } from '@nestjs/common';
import { JobTransport } from './job-transport.js';
import { settlesWithin } from './settles-within.js';

/** Asks the queue whether it is there, for health. Jobs are kept without it, so its absence is no reason to refuse work. */
@Injectable()
export class QueueProbe {
  constructor(private readonly transport: JobTransport) {}

  /** What carries the jobs: Redis through Bull, or PostgreSQL through pg-boss. */
  get driver(): 'bull' | 'postgres' {
    return this.transport.driver;
  }

  /** Milliseconds until the queue answered; rejects where it does not within the limit. */
  async ping(limitMs = 500): Promise<number> {
    const started = performance.now();
    const answer = this.transport.ping();
    if (!(await settlesWithin(answer, limitMs))) throw new Error(`no answer after ${limitMs} ms`);
    await answer;
    return performance.now() - started;
  }
}
