import { Inject } from '@nestjs/common';
import { Clock } from '../../common/time/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import type { DomainEvent } from '../../platform/events/domain-event.js';
import { EventLog } from '../../platform/events/event-log.js';
import type { EventSubscriber, RecordedEvent } from '../../platform/events/subscriber.js';
import { Logger } from '../../platform/logging/logger.js';
import type { DayContext } from '../users/users.contract.js';
import type { UserChange } from '../users/users.events.js';
import { UsersService } from '../users/users.service.js';

/** A user's clock, and the moment as of which rows are put on it. */
export interface UserClock extends DayContext {
  readonly now: Date;
}

/** Which rows of a user are to be put on their clock next. */
export interface ZoneBatch {
  readonly userId: string;
  /** Those with ids after this one, in the order of their ids. */
  readonly after: string;
  readonly limit: number;
  readonly now: Date;
}

const BATCH = 500;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/**
 * Puts what a widget type stores by its users' clocks on the clock of the zone that a user moves to. A type extends it in
 * its own folder, under `@Subscribe('….rezone', UserUpdated)`, if boards of its widgets read moments or days that were
 * worked out when something was written. All of it is one transaction with the event that tells of it, and doing it again
 * changes nothing.
 */
export abstract class ZoneFollower<
  Row extends { readonly id: string },
> implements EventSubscriber<UserChange> {
  /** By which fields of the profile its rows are stored. */
  protected readonly fields: readonly (keyof DayContext)[] = ['timeZone'];

  // Not by the constructor, which is left to what the types themselves need.
  @Inject() private readonly uow: UnitOfWork;
  @Inject() private readonly events: EventLog;
  @Inject() private readonly clock: Clock;
  @Inject() private readonly users: UsersService;
  @Inject() private readonly logger: Logger;

  /** The next rows that depend on their user's clock, locked. */
  protected abstract lock(batch: ZoneBatch): Promise<Row[]>;

  /** Puts locked rows on the clock; how many of them that changed. */
  protected abstract put(rows: readonly Row[], clock: UserClock): Promise<number>;

  /** What the log is told of so many changed rows. */
  protected abstract told(userId: string, count: number): DomainEvent;

  wants({ payload: { after } }: RecordedEvent<UserChange>): boolean {
    return this.fields.some((field) => field in after);
  }

  handle({ userId }: RecordedEvent<UserChange>): Promise<void> {
    return this.follow(userId);
  }

  /** The rows as they are on another clock, of those alone that it changes. */
  protected changed(
    rows: readonly Row[],
    onClock: (row: Row) => Row,
    isSame: (before: Row, after: Row) => boolean,
  ): Row[] {
    return rows.flatMap((row) => {
      try {
        const after = onClock(row);
        return isSame(row, after) ? [] : after;
      } catch (error) {
        // One rule that can't be followed any further must not keep all others where they are.
        this.logger.error({ err: error, id: row.id }, 'widgets.rezone_failed');
        return [];
      }
    });
  }

  /** Puts all of a user's rows on their present clock. */
  follow(userId: string): Promise<void> {
    return this.uow.run(async () => {
      const now = this.clock.now();
      let count = 0;
      let after: string | undefined = BEFORE_ALL;
      while (after !== undefined) {
        const rows = await this.lock({ userId, after, limit: BATCH, now });
        // Read once the rows are locked: whoever moves the user after that also comes to these rows after this.
        if (rows.length > 0)
          count += await this.put(rows, { ...(await this.users.dayContextOf(userId)), now });
        after = rows.length < BATCH ? undefined : rows.at(-1)?.id;
      }
      if (count > 0) this.events.record(this.told(userId, count));
    });
  }
}
