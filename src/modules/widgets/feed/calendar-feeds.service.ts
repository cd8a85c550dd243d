import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../common/auth/actor.js';
import { requireVersion } from '../../../common/errors/app-error.js';
import { Clock } from '../../../common/time/clock.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { EventLog } from '../../../platform/events/event-log.js';
import type { CalendarFeed } from './calendar-feed.entity.js';
import type { CalendarFeedView, NewCalendarFeedView } from './calendar-feeds.contract.js';
import { CalendarFeedNotFound } from './calendar-feeds.errors.js';
import { CalendarFeedCreated, CalendarFeedRevoked } from './calendar-feeds.events.js';
import { CalendarFeedsRepository } from './calendar-feeds.repository.js';
import { hashOf, newToken } from './feed-token.js';

/** The address at which other calendars may read a user's; each has one at most. */
@Injectable()
export class CalendarFeedsService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly events: EventLog,
    private readonly clock: Clock,
    private readonly feeds: CalendarFeedsRepository,
  ) {}

  /** The user's feed; throws CalendarFeedNotFound. */
  async get(actor: Actor): Promise<CalendarFeedView> {
    return toView(living(await this.feeds.find(actor.id)));
  }

  /** Makes an address; the one before is no longer good. */
  create(actor: Actor): Promise<NewCalendarFeedView> {
    const token = newToken();
    return this.uow.run(async () => {
      const before = await this.feeds.lock(actor.id);
      const feed = await this.feeds.put(actor.id, hashOf(token), this.clock.now());
      const isRotated = before !== undefined && before.tokenHash !== null;
      this.events.record(new CalendarFeedCreated(actor.id, { version: feed.version, isRotated }));
      return { ...toView(feed), path: `/api/v1/calendar/${token}.ics` };
    });
  }

  /** Ends the address; throws CalendarFeedNotFound, StaleVersionError. */
  revoke(actor: Actor, expectedVersion?: number): Promise<void> {
    return this.uow.run(async () => {
      const { version } = living(await this.feeds.lock(actor.id));
      requireVersion(expectedVersion, version);
      await this.feeds.revoke(actor.id);
      this.events.record(new CalendarFeedRevoked(actor.id, { version: version + 1 }));
    });
  }
}

function living(feed: CalendarFeed | undefined): CalendarFeed {
  if (feed?.tokenHash == null) throw new CalendarFeedNotFound();
  return feed;
}

function toView({ version, createdAt, lastReadAt }: CalendarFeed): CalendarFeedView {
  return {
    version,
    createdAt: createdAt.toISOString(),
    lastReadAt: lastReadAt === null ? null : lastReadAt.toISOString(),
  };
}
