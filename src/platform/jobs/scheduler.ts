import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Clock } from '../../common/time/clock.js';
import { ruleForCron } from '../../common/time/cron.js';
import { parseLocalDateTime } from '../../common/time/local-date-time.js';
import { nextOccurrence, previousOccurrence } from '../../common/time/recurrence/occurrences.js';
import type { Recurrence } from '../../common/time/recurrence/recurrence.js';
import { isTimeZone } from '../../common/time/zone.js';
import { Config } from '../../config/config.js';
import { Logger } from '../logging/logger.js';
import type { JobClass } from './job.js';
import { JobQueue } from './job-queue.js';
import { JobRegistry } from './job-registry.js';
import { ScheduleStore, type StoredSchedule } from './schedule-store.js';

interface Series extends StoredSchedule {
  readonly job: JobClass<object>;
  readonly recurrence: Recurrence;
}

// Where series begin; any day before this program was written will do.
const START = parseLocalDateTime('2020-01-01T00:00');
const LONGEST_WAIT_MS = 60_000;

/**
 * Adds the jobs that have a schedule. An occurrence is taken and its job written in one transaction, so that it is added
 * once by all processes together. Of occurrences that were missed because no worker ran, the last one is made up for.
 */
@Injectable()
export class Scheduler implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private series: Series[] = [];
  private timer: NodeJS.Timeout | undefined;
  private running = Promise.resolve();
  private isStopped = false;

  constructor(
    private readonly config: Config,
    private readonly clock: Clock,
    private readonly registry: JobRegistry,
    private readonly store: ScheduleStore,
    private readonly jobs: JobQueue,
    private readonly logger: Logger,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.series = this.registry.scheduled.map(
      ({ facts: { name }, job, schedule: { cron, timeZone = 'UTC' } }) => {
        if (!isTimeZone(timeZone)) throw new Error(`the schedule of ${name} names no time zone: ${timeZone}`);
        const recurrence = { rule: ruleForCron(cron), start: START, timeZone };
        return { name, cron, timeZone, job, recurrence };
      },
    );
    if (this.config.role === 'api') return;
    const removed = await this.store.replace(this.series, this.clock.now());
    if (removed.length > 0) this.logger.info({ removed }, 'schedules.removed');
    this.wait();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.stop();
  }

  /** Adds no further jobs; resolves when those at hand are written. */
  async stop(): Promise<void> {
    this.isStopped = true;
    clearTimeout(this.timer);
    await this.running;
  }

  /** Adds the jobs that are due by now and that no process has added yet. */
  async tick(): Promise<void> {
    const now = this.clock.now();
    await this.store.addMissing(this.series, now);
    for (const series of this.series) await this.addDue(series, now);
  }

  private async addDue({ name, job, recurrence }: Series, now: Date): Promise<void> {
    const due = previousOccurrence(recurrence, new Date(now.getTime() + 1));
    if (!due) return;
    await this.jobs.transaction(async () => {
      if (!(await this.store.advance(name, due.at))) return;
      await this.jobs.enqueue(job, { occurrence: due.local }, { dedupe: due.local });
    });
  }

  private wait(): void {
    const now = this.clock.now();
    const next = this.series.map(
      ({ recurrence }) => nextOccurrence(recurrence, now)?.at.getTime() ?? Infinity,
    );
    const waitMs = Math.min(LONGEST_WAIT_MS, ...next.map((at) => at - now.getTime()));
    this.timer = setTimeout(() => {
      this.running = this.tick()
        .catch((error: unknown) => {
          this.logger.warn({ err: error }, 'schedules.tick_failed');
        })
        .then(() => {
          if (!this.isStopped) this.wait();
        });
    }, waitMs);
  }
}
