import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { Job, type JobHandler } from '../jobs/job.js';
import { Schedule, type ScheduledPayload } from '../jobs/schedule.js';
import { Logger } from '../logging/logger.js';
import { EventMaintenance } from './event-maintenance.js';

/** Keeps the log in order each hour, and when a worker starts, for it may have been off over the turn of a month. */
@Job({ name: 'events.maintain', queue: 'maintenance', attempts: 3, backoffMs: 10_000, timeoutMs: 60_000 })
@Schedule({ cron: '17 * * * *' })
@Injectable()
export class MaintainEventsJob implements JobHandler<ScheduledPayload>, OnApplicationBootstrap {
  constructor(
    private readonly config: Config,
    private readonly maintenance: EventMaintenance,
    private readonly logger: Logger,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (this.config.role === 'api') return;
    // Two workers that start at once may get in each other's way; the log has a default partition until the next hour.
    await this.maintain().catch((error: unknown) => {
      this.logger.warn({ err: error }, 'events.maintenance_failed');
    });
  }

  async perform(): Promise<void> {
    await this.maintain();
  }

  private async maintain(): Promise<void> {
    const partitions = await this.maintenance.createPartitions();
    const requeued = await this.maintenance.requeueStrays();
    if (partitions + requeued > 0) this.logger.info({ partitions, requeued }, 'events.maintained');
  }
}
