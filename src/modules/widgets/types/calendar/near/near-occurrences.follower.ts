import { Injectable } from '@nestjs/common';
import { addDays } from '../../../../../common/time/local-date.js';
import type { DomainEvent } from '../../../../../platform/events/domain-event.js';
import { Subscribe } from '../../../../../platform/events/subscriber.js';
import { UserUpdated } from '../../../../users/users.events.js';
import { ZoneFollower, type UserClock, type ZoneBatch } from '../../../zone-follower.js';
import type { CalendarEvent } from '../calendar-event.entity.js';
import { CalendarEventsRepository, type DaySpan } from '../calendar-events.repository.js';
import { CalendarsReplanned } from '../calendar.events.js';
import { nearDays } from './near-occurrences.js';
import { NearOccurrencesService } from './near-occurrences.service.js';

/** Works out anew what boards of the coming weeks show of a user who moves: whole days, and times without a zone. */
@Subscribe('calendar.replan', UserUpdated)
@Injectable()
export class NearOccurrencesFollower extends ZoneFollower<CalendarEvent> {
  constructor(
    private readonly calendar: CalendarEventsRepository,
    private readonly near: NearOccurrencesService,
  ) {
    super();
  }

  protected lock({ userId, after, limit, now }: ZoneBatch): Promise<CalendarEvent[]> {
    return this.calendar.lockOfUser(userId, after, nearDaysAnywhere(now), limit);
  }

  protected async put(events: readonly CalendarEvent[], { timeZone }: UserClock): Promise<number> {
    await this.near.plan(events, timeZone);
    return events.length;
  }

  protected told(userId: string, events: number): DomainEvent {
    return new CalendarsReplanned(userId, { events });
  }
}

/** The days that are near in some zone. */
function nearDaysAnywhere(now: Date): DaySpan {
  const { first, last } = nearDays({ timeZone: 'UTC', now });
  return { first: addDays(first, -1), last: addDays(last, 1) };
}
