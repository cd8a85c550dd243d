import { Job, type JobHandler } from '../../../../../platform/jobs/job.js';
import { JobQueue } from '../../../../../platform/jobs/job-queue.js';
import { Schedule, type ScheduledPayload } from '../../../../../platform/jobs/schedule.js';
import { keyOfCell } from './cell-key.js';
import { RefreshPlaceJob } from './refresh-place.job.js';
import { WeatherService } from './weather.service.js';

const MOST_PLACES = 1_000;

/** Looks every two minutes for places whose weather is to be fetched again. */
@Job({ name: 'weather.refresh_due', queue: 'maintenance', attempts: 2, backoffMs: 10_000, timeoutMs: 60_000 })
@Schedule({ cron: '*/2 * * * *' })
export class RefreshWeatherJob implements JobHandler<ScheduledPayload> {
  constructor(
    private readonly weather: WeatherService,
    private readonly jobs: JobQueue,
  ) {}

  async perform(): Promise<void> {
    await this.weather.tellUntold();
    const due = await this.weather.due(MOST_PLACES);
    await this.jobs.transaction(async () => {
      for (const cell of due) await this.jobs.enqueue(RefreshPlaceJob, cell, { dedupe: keyOfCell(cell) });
    });
  }
}
