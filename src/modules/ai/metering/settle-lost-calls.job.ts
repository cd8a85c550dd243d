import { Job, type JobHandler } from '../../../platform/jobs/job.js';
import { Schedule, type ScheduledPayload } from '../../../platform/jobs/schedule.js';
import { MeteringService } from './metering.service.js';

/** Gives budgets back what calls reserved whose process died. */
@Job({
  name: 'ai.settle_lost_calls',
  queue: 'maintenance',
  attempts: 3,
  backoffMs: 10_000,
  timeoutMs: 60_000,
})
@Schedule({ cron: '*/5 * * * *' })
export class SettleLostCallsJob implements JobHandler<ScheduledPayload> {
  constructor(private readonly metering: MeteringService) {}

  async perform(): Promise<void> {
    await this.metering.settleLost();
  }
}
