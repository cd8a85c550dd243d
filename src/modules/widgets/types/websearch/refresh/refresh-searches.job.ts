import { Job, type JobContext, type JobHandler } from '../../../../../platform/jobs/job.js';
import { Schedule, type ScheduledPayload } from '../../../../../platform/jobs/schedule.js';
import { RefreshService } from './refresh.service.js';

/** Looks every five minutes for searches that are to be made again. */
@Job({ name: 'websearch.refresh', queue: 'maintenance', attempts: 2, backoffMs: 10_000, timeoutMs: 120_000 })
@Schedule({ cron: '*/5 * * * *' })
export class RefreshSearchesJob implements JobHandler<ScheduledPayload> {
  constructor(private readonly refresh: RefreshService) {}

  async perform(_: ScheduledPayload, { signal }: JobContext): Promise<void> {
    await this.refresh.refreshDue(signal);
  }
}
