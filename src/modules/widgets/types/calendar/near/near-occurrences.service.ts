import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../../common/time/clock.js';
import { UnitOfWork } from '../../../../../platform/database/unit-of-work.js';
import { EventLog } from '../../../../../platform/events/event-log.js';
import { UsersService } from '../../../../users/users.service.js';
import type { CalendarEvent } from '../calendar-event.entity.js';
import { CalendarEventsRepository } from '../calendar-events.repository.js';
import { CalendarsReplanned } from '../calendar.events.js';
import { nearDays, nearOccurrences } from './near-occurrences.js';
import { NearOccurrencesRepository } from './near-occurrences.repository.js';

const BATCH = 500;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/** Keeps the occurrences that boards of the coming weeks show. */
@Injectable()
export class NearOccurrencesService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly events: EventLog,
    private readonly clock: Clock,
    private readonly users: UsersService,
    private readonly calendar: CalendarEventsRepository,
    private readonly near: NearOccurrencesRepository,
  ) {}

  /** Works out the occurrences of new or changed events, in the unit of work that writes them. */
  async plan(events: readonly CalendarEvent[], timeZone: string): Promise<void> {
    if (events.length === 0) return;
    const context = { timeZone, now: this.clock.now() };
    const occurrences = events.flatMap((event) => nearOccurrences(event, context));
    await this.near.replace(
      events.map(({ id }) => id),
      occurrences,
    );
  }

  /** Works out all of a user's anew, after they moved to another zone, or for days that have come near. */
  replan(userId: string): Promise<void> {
    return this.uow.run(async () => {
      const { timeZone } = await this.users.dayContextOf(userId);
      const days = nearDays({ timeZone, now: this.clock.now() });
      let count = 0;
      let after: string | undefined = BEFORE_ALL;
      while (after !== undefined) {
        const batch = await this.calendar.lockOfUser(userId, after, days, BATCH);
        await this.plan(batch, timeZone);
        count += batch.length;
        after = batch.length < BATCH ? undefined : batch.at(-1)?.id;
      }
      if (count > 0) this.events.record(new CalendarsReplanned(userId, { events: count }));
    });
  }

  /** Does so for every user with events in the coming weeks, one after the other. */
  async replanAll(signal: AbortSignal): Promise<void> {
    const days = nearDays({ timeZone: 'UTC', now: this.clock.now() });
    let after: string | undefined = BEFORE_ALL;
    while (after !== undefined) {
      const users: string[] = await this.calendar.users(after, days, BATCH);
      for (const userId of users) {
        if (signal.aborted) return;
        await this.replan(userId);
      }
      after = users.length < BATCH ? undefined : users.at(-1);
    }
  }
}
