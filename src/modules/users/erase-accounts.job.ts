import { Injectable } from '@nestjs/common';
import { Job, type JobContext, type JobHandler } from '../../platform/jobs/job.js';
import { Schedule, type ScheduledPayload } from '../../platform/jobs/schedule.js';
import { AccountDeletionService } from './account-deletion.service.js';

/** Erases deleted accounts once nobody can restore them any more. */
@Injectable()
@Job({ name: 'users.erase', queue: 'maintenance', attempts: 3, backoffMs: 60_000, timeoutMs: 900_000 })
@Schedule({ cron: '50 * * * *' })
export class EraseAccountsJob implements JobHandler<ScheduledPayload> {
  constructor(private readonly deletions: AccountDeletionService) {}

  async perform(_: ScheduledPayload, { signal }: JobContext): Promise<void> {
    await this.deletions.eraseDue(signal);
  }
}
