import { Injectable } from '@nestjs/common';
import { Budget } from '../../../../../common/time/recurrence/search.js';
import { Turn } from '../../../../../common/time/turn.js';
import {
  CalendarSourceProvider,
  type CalendarAsked,
  type CalendarEntry,
  type CalendarSource,
} from '../../../calendar-source.contract.js';
import { eventEntry } from './event-entry.js';
import { KnownEventsRepository } from './known-events.repository.js';

// Far more than events take that begin where their rules say. The steps that every event has in any case suffice for honest
// rules, so that hostile ones do not take the others out of the calendar.
const STEPS_OF_ALL = 400_000;
const STEPS_OF_ONE = 50_000;
const STEPS_OF_LAST = 300;
// Occurrences that are written out one by one since a change of all following ones moved them.
const MOVED_OF_ALL = 10_000;

/** Events, one's own and those of calendar files, for other calendars. */
@CalendarSourceProvider()
@Injectable()
export class EventCalendarSource implements CalendarSource {
  readonly key = 'event';

  constructor(private readonly events: KnownEventsRepository) {}

  async entriesOf(asked: CalendarAsked): Promise<CalendarEntry[]> {
    const turn = new Turn();
    const entries: CalendarEntry[] = [];
    let stepsLeft = STEPS_OF_ALL;
    let movedLeft = MOVED_OF_ALL;
    for (const event of await this.events.known(asked)) {
      if (turn.isOver) await turn.pass();
      const budget = new Budget(Math.min(Math.max(stepsLeft, STEPS_OF_LAST), STEPS_OF_ONE));
      const entry = eventEntry(event, { ...asked, budget, mostMoved: movedLeft });
      stepsLeft -= budget.taken;
      if (event.schedule.following) movedLeft -= entry?.series?.changes.length ?? 0;
      if (entry !== null) entries.push(entry);
    }
    return entries;
  }
}
