import { Injectable } from '@nestjs/common';
import { Turn } from '../../../../../common/time/turn.js';
import {
  CalendarSourceProvider,
  type CalendarAsked,
  type CalendarEntry,
  type CalendarSource,
} from '../../../calendar-source.contract.js';
import { AskedTrackersRepository } from './asked-trackers.repository.js';
import { trackerEntry } from './tracker-entry.js';

/** Habits, and what else is tracked on certain days, for calendars. */
@CalendarSourceProvider()
@Injectable()
export class TrackerCalendarSource implements CalendarSource {
  readonly key = 'tracker';

  constructor(private readonly trackers: AskedTrackersRepository) {}

  async entriesOf(asked: CalendarAsked): Promise<CalendarEntry[]> {
    const turn = new Turn();
    const entries: CalendarEntry[] = [];
    for (const tracker of await this.trackers.asked(asked)) {
      if (turn.isOver) await turn.pass();
      const entry = trackerEntry(tracker);
      if (entry !== null) entries.push(entry);
    }
    return entries;
  }
}
