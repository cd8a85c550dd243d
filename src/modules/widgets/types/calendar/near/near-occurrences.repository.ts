import { Injectable } from '@nestjs/common';
import { Database, statement } from '../../../../../platform/database/database.js';
import type { CalendarOccurrence } from './calendar-occurrence.entity.js';

// Both in one statement would not see one another: the primary key would still be there.
const CLEAR = statement(
  'calendar.near.clear',
  'DELETE FROM calendar_occurrences WHERE event_id = ANY($1::uuid[])',
);

const INSERT = statement(
  'calendar.near.insert',
  `INSERT INTO calendar_occurrences (event_id, recurrence_id, widget_id, title, location, is_all_day, starts_on,
     ends_on, starts_at, ends_at)
   SELECT * FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::text[], $6::boolean[], $7::date[],
     $8::date[], $9::timestamptz[], $10::timestamptz[])`,
);

// Thousands of series have a hundred thousand of them, and a statement is put together without a pause.
const AT_ONCE = 2_000;

/** The stored occurrences of the days around now. */
@Injectable()
export class NearOccurrencesRepository {
  constructor(private readonly database: Database) {}

  /** Puts these in the place of all that the events had. */
  async replace(eventIds: readonly string[], occurrences: readonly CalendarOccurrence[]): Promise<void> {
    await this.database.query(CLEAR, [eventIds]);
    for (let begin = 0; begin < occurrences.length; begin += AT_ONCE)
      await this.insert(occurrences.slice(begin, begin + AT_ONCE));
  }

  private async insert(occurrences: readonly CalendarOccurrence[]): Promise<void> {
    await this.database.query(INSERT, [
      occurrences.map(({ eventId }) => eventId),
      occurrences.map(({ recurrenceId }) => recurrenceId),
      occurrences.map(({ widgetId }) => widgetId),
      occurrences.map(({ title }) => title),
      occurrences.map(({ location }) => location),
      occurrences.map(({ isAllDay }) => isAllDay),
      occurrences.map(({ startsOn }) => startsOn),
      occurrences.map(({ endsOn }) => endsOn),
      occurrences.map(({ startsAt }) => startsAt),
      occurrences.map(({ endsAt }) => endsAt),
    ]);
  }
}
