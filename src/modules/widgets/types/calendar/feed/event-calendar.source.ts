import { Injectable } from '@nestjs/common';
import { Budget } from '../../../../../common/time/recurrence/search.js';
import {
  CalendarSourceProvider,
  type CalendarAsked,
  type CalendarEntry,
  type CalendarSource,
} from '../../../calendar-source.contract.js';
import { eventEntry } from './event-entry.js';
import { KnownEventsRepository } from './known-events.repository.js';

// Far more than events take that begin where their rules say; what is left then is left out.
const STEPS_OF_ALL = 400_000;

/** Events, one's own and those of calendar files, for other calendars. */
@CalendarSourceProvider()
@Injectable()
export class EventCalendarSource implements CalendarSource {
  readonly key = 'event';

  constructor(private readonly events: KnownEventsRepository) {}

  async entriesOf(asked: CalendarAsked): Promise<CalendarEntry[]> {
    const events = await this.events.known(asked);
    const budget = new Budget(STEPS_OF_ALL);
    return events.map((event) => eventEntry(event, { ...asked, budget })).filter((entry) => entry !== null);
  }
}
