import { Job, type JobContext, type JobHandler } from '../../../../../platform/jobs/job.js';
import type { Cell } from '../weather.contract.js';
import { WeatherService } from './weather.service.js';

/** Fetches the weather of one place; the schedule is what tries again. */
@Job({ name: 'weather.refresh_place', queue: 'outbound', attempts: 2, backoffMs: 5_000, timeoutMs: 20_000 })
export class RefreshPlaceJob implements JobHandler<Cell> {
  constructor(private readonly weather: WeatherService) {}

  perform(cell: Cell, { signal }: JobContext): Promise<void> {
    return this.weather.refresh(cell, signal);
  }
}
