import { AsyncResource } from 'node:async_hooks';
import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Clock } from '../../../../../common/time/clock.js';
import { Config } from '../../../../../config/config.js';
import { Listener } from '../../../../../platform/database/listener.js';
import { Logger } from '../../../../../platform/logging/logger.js';
import { ALARMS_CHANNEL } from '../alarms.repository.js';
import { DueAlarmsRepository } from './due-alarms.repository.js';
import { FiringService } from './firing.service.js';

const LONGEST_WAIT_MS = 500;
// What is due and yet was not taken is in another process's hands: look again, but not at once.
const SHORTEST_WAIT_MS = 25;

/**
 * Lets alarms ring at their time, in every process that works. It sleeps until the next one is due, and is woken when an
 * alarm is written; a look each half second finds what a lost message was about.
 */
@Injectable()
export class AlarmClock implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private running: Promise<void> | undefined;
  private isWoken = false;
  private isStopped = false;
  private isFailing = false;
  private timer: NodeJS.Timeout | undefined;
  private unlisten: (() => void) | undefined;

  /** Looks what is due, or remembers to when that is under way. */
  private readonly wake = AsyncResource.bind(() => {
    this.isWoken = true;
    this.running ??= this.run().finally(() => {
      this.running = undefined;
    });
  });

  constructor(
    private readonly config: Config,
    private readonly clock: Clock,
    private readonly listener: Listener,
    private readonly due: DueAlarmsRepository,
    private readonly firing: FiringService,
    private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    if (this.config.role === 'api') return;
    this.unlisten = this.listener.listen(ALARMS_CHANNEL, this.wake);
    this.wake();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.isStopped = true;
    this.unlisten?.();
    clearTimeout(this.timer);
    await this.running;
  }

  private async run(): Promise<void> {
    clearTimeout(this.timer);
    let waitMs = LONGEST_WAIT_MS;
    while (this.isWoken && !this.isStopped) {
      this.isWoken = false;
      waitMs = await this.look();
    }
    if (!this.isStopped) this.timer = setTimeout(this.wake, waitMs);
  }

  /** Lets ring what is due; how many milliseconds there is nothing more to do. */
  private async look(): Promise<number> {
    try {
      let waitMs = await this.msUntilNext();
      if (waitMs <= 0) {
        await this.firing.fireDue();
        waitMs = await this.msUntilNext();
      }
      this.isFailing = false;
      return Math.min(LONGEST_WAIT_MS, Math.max(SHORTEST_WAIT_MS, waitMs));
    } catch (error) {
      // Mostly the database is away: say so once, and look again soon.
      if (!this.isFailing) this.logger.warn({ err: error }, 'alarms.clock_failed');
      this.isFailing = true;
      return LONGEST_WAIT_MS;
    }
  }

  private async msUntilNext(): Promise<number> {
    const next = await this.due.earliest();
    return next === undefined ? LONGEST_WAIT_MS : next.getTime() - this.clock.now().getTime();
  }
}
