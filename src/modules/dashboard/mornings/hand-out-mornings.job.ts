import { Job, type JobContext, type JobHandler } from '../../../platform/jobs/job.js';
import { Schedule, type ScheduledPayload } from '../../../platform/jobs/schedule.js';
import { MorningsService } from './mornings.service.js';

/** Looks every quarter of an hour whose board is to be made before the morning. */
@Job({
  name: 'dashboard.hand_out_mornings',
  queue: 'events',
  attempts: 2,
  backoffMs: 10_000,
  timeoutMs: 120_000,
})
@Schedule({ cron: '*/15 * * * *' })
export class HandOutMorningsJob implements JobHandler<ScheduledPayload> {
  constructor(private readonly mornings: MorningsService) {}

  async perform(_: ScheduledPayload, { signal }: JobContext): Promise<void> {
    await this.mornings.handOut(signal);
  }
}
