import { Injectable } from '@nestjs/common';
import { Job, type JobHandler } from '../../platform/jobs/job.js';
import { Schedule, type ScheduledPayload } from '../../platform/jobs/schedule.js';
import { LockOut } from './lock-out/lock-out.js';
import { SessionsService } from './sessions/sessions.service.js';

/** Deletes sessions that are over, refresh tokens that nobody can use, and counts of tries that mean nothing any more. */
@Injectable()
@Job({ name: 'auth.purge', queue: 'maintenance', attempts: 3, backoffMs: 60_000, timeoutMs: 300_000 })
@Schedule({ cron: '40 3 * * *' })
export class PurgeAuthJob implements JobHandler<ScheduledPayload> {
  constructor(
    private readonly sessions: SessionsService,
    private readonly lockOut: LockOut,
  ) {}

  async perform(): Promise<void> {
    await this.sessions.purge();
    await this.lockOut.purge();
  }
}
