import { setImmediate } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../../common/time/clock.js';
import { Budget } from '../../../../../common/time/recurrence/search.js';
import { UnitOfWork } from '../../../../../platform/database/unit-of-work.js';
import { EventLog } from '../../../../../platform/events/event-log.js';
import { UsersService } from '../../../../users/users.service.js';
import type { CalendarEvent } from '../calendar-event.entity.js';
import { CalendarEventsRepository } from '../calendar-events.repository.js';
import { CalendarsReplanned } from '../calendar.events.js';
import type { CalendarOccurrence } from './calendar-occurrence.entity.js';
import { nearDays, nearOccurrences } from './near-occurrences.js';
import { NearOccurrencesRepository } from './near-occurrences.repository.js';

const BATCH = 500;
const AT_ONCE = 10;
// What an honest calendar never takes: the rules of a hostile one are cut short, so that all of it is a second or two.
const STEPS_OF_ALL = 2_000_000;
const STEPS_OF_ONE = 20_000;
const STEPS_OF_LAST = 300;
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
    const occurrences: CalendarOccurrence[] = [];
    let stepsLeft = STEPS_OF_ALL;
    for (const [index, event] of events.entries()) {
      // Thousands of series take a second, and others want to be served meanwhile.
      if (index % AT_ONCE === AT_ONCE - 1) await setImmediate();
      const budget = new Budget(Math.min(Math.max(stepsLeft, STEPS_OF_LAST), STEPS_OF_ONE));
      occurrences.push(...nearOccurrences(event, context, budget));
      stepsLeft -= budget.taken;
    }
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
