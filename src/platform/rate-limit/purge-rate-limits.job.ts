import { Injectable } from '@nestjs/common';
import { Job, type JobHandler } from '../jobs/job.js';
import { Schedule, type ScheduledPayload } from '../jobs/schedule.js';
import { RateLimits } from './rate-limits.js';

/** Deletes counts of requests whose window is over. */
@Injectable()
@Job({ name: 'rate-limits.purge', queue: 'maintenance', attempts: 3, backoffMs: 60_000, timeoutMs: 60_000 })
@Schedule({ cron: '26 * * * *' })
export class PurgeRateLimitsJob implements JobHandler<ScheduledPayload> {
  constructor(private readonly limits: RateLimits) {}

  perform(): Promise<void> {
    return this.limits.purge();
  }
}
