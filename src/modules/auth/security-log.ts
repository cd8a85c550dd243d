import { setImmediate } from 'node:timers/promises';
import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { EventLog } from '../../platform/events/event-log.js';
import { Logger } from '../../platform/logging/logger.js';
import type { Client } from './auth.contract.js';
import type { SecurityEvent } from './auth.events.js';

/** Tells the event log and the log of what concerns the safety of accounts. */
@Injectable()
export class SecurityLog implements BeforeApplicationShutdown {
  private readonly writing = new Set<Promise<void>>();

  constructor(
    private readonly events: EventLog,
    private readonly uow: UnitOfWork,
    private readonly logger: Logger,
  ) {}

  /** Records events with the open unit of work. */
  record(...events: SecurityEvent[]): void {
    this.events.record(...events);
    for (const event of events) this.log(event);
  }

  /** Records events after the answer: waiting for them would tell, by the time it takes, that the account exists. */
  recordAside(...events: SecurityEvent[]): void {
    const written = setImmediate()
      .then(() =>
        this.uow.run(() => {
          this.record(...events);
          return Promise.resolve();
        }),
      )
      .catch((error: unknown) => {
        this.logger.error({ err: error }, 'auth.event_lost');
      })
      .finally(() => this.writing.delete(written));
    this.writing.add(written);
  }

  /** A failure that belongs to no account goes to the log only. */
  noteStranger(address: string): void {
    this.logger.warn({ address }, 'auth.sign_in_failed');
  }

  /** A network has to wait after too many failures, whatever accounts they were for. */
  logThrottledNetwork(address: string): void {
    this.logger.warn({ address }, 'auth.network_throttled');
  }

  /** A change that its own feature records as an event. */
  noteChange(line: `auth.${string}`, userId: string, { address }: Client): void {
    this.logger.info({ userId, address }, line);
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.writing);
  }

  private log({ line, isSuspicious, userId, payload }: SecurityEvent): void {
    this.logger[isSuspicious ? 'warn' : 'info']({ ...payload, userId }, line);
  }
}
