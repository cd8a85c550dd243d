import { Injectable } from '@nestjs/common';
import { Job, type JobHandler } from '../../platform/jobs/job.js';
import { Schedule, type ScheduledPayload } from '../../platform/jobs/schedule.js';
import { LoginThrottle } from './login-throttle/login-throttle.js';
import { SessionsService } from './sessions/sessions.service.js';

/** Deletes sessions that are over, refresh tokens that nobody can use, and counts of failed attempts that are used up. */
@Injectable()
@Job({ name: 'auth.purge', queue: 'maintenance', attempts: 3, backoffMs: 60_000, timeoutMs: 300_000 })
@Schedule({ cron: '40 3 * * *' })
export class PurgeAuthJob implements JobHandler<ScheduledPayload> {
  constructor(
    private readonly sessions: SessionsService,
    private readonly throttle: LoginThrottle,
  ) {}

  async perform(): Promise<void> {
    await this.sessions.purge();
    await this.throttle.purge();
  }
}
