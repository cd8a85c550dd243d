import { Job, type JobContext, type JobHandler } from '../../../../../platform/jobs/job.js';
import { Schedule, type ScheduledPayload } from '../../../../../platform/jobs/schedule.js';
import { ExtendCalendarsService } from './extend-calendars.service.js';

/** Works out once a day what boards of the days that have come near will show. */
@Job({ name: 'calendar.extend', queue: 'maintenance', attempts: 3, backoffMs: 60_000, timeoutMs: 900_000 })
@Schedule({ cron: '20 2 * * *' })
export class ExtendCalendarsJob implements JobHandler<ScheduledPayload> {
  constructor(private readonly calendars: ExtendCalendarsService) {}

  async perform(_: ScheduledPayload, { signal }: JobContext): Promise<void> {
    await this.calendars.extendAll(signal);
  }
}
