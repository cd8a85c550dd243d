import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../../common/time/clock.js';
import { CalendarEventsRepository } from '../calendar-events.repository.js';
import { NearOccurrencesFollower } from './near-occurrences.follower.js';
import { nearDays } from './near-occurrences.js';

const BATCH = 500;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/** Works out what boards of the days that have come near will show. */
@Injectable()
export class ExtendCalendarsService {
  constructor(
    private readonly clock: Clock,
    private readonly calendar: CalendarEventsRepository,
    private readonly near: NearOccurrencesFollower,
  ) {}

  /** Does so for every user with events in the coming weeks, one after the other, until it is aborted. */
  async extendAll(signal: AbortSignal): Promise<void> {
    const days = nearDays({ timeZone: 'UTC', now: this.clock.now() });
    let after: string | undefined = BEFORE_ALL;
    while (after !== undefined) {
      const users: string[] = await this.calendar.users(after, days, BATCH);
      for (const userId of users) {
        if (signal.aborted) return;
        await this.near.follow(userId);
      }
      after = users.length < BATCH ? undefined : users.at(-1);
    }
  }
}
