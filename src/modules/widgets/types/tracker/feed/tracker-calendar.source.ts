import { Injectable } from '@nestjs/common';
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
    return (await this.trackers.asked(asked)).map(trackerEntry).filter((entry) => entry !== null);
  }
}
