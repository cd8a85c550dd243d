import { SECONDS_PER_DAY } from '../../../../../common/time/civil.js';
import { dateOf } from '../../../../../common/time/local-date-time.js';
import { addDays, type LocalDate } from '../../../../../common/time/local-date.js';
import { localDateTimeOf } from '../../../../../common/time/moment.js';
import { firstInstantFrom } from '../../../../../common/time/zone.js';
import { toEpochDay } from '../../../../../common/time/local-date.js';
import type { CalendarEvent } from '../calendar-event.entity.js';
import type { Budget } from '../../../../../common/time/recurrence/search.js';
import { expand } from '../series/expand.js';
import type { CalendarOccurrence } from './calendar-occurrence.entity.js';

/** The user's clock, and the present moment. */
export interface NearContext {
  readonly timeZone: string;
  readonly now: Date;
}

const DAYS_BACK = 2;
const DAYS_AHEAD = 62;
// Of more a day than this the last of the days ahead have none until their turn comes.
const MOST_OF_ONE = 100;

/** The days whose boards the stored occurrences are for, both included. */
export function nearDays({ now, timeZone }: NearContext): { first: LocalDate; last: LocalDate } {
  const today = dateOf(localDateTimeOf(now, timeZone));
  return { first: addDays(today, -DAYS_BACK), last: addDays(today, DAYS_AHEAD) };
}

/** The occurrences of an event that boards of the days around now show, as many as are found in these steps. */
export function nearOccurrences(
  event: CalendarEvent,
  context: NearContext,
  budget?: Budget,
): CalendarOccurrence[] {
  const { timeZone } = context;
  const { first, last } = nearDays(context);
  if (event.lastDay < first || event.firstDay > last) return [];
  const window = {
    from: firstInstantFrom(timeZone, toEpochDay(first) * SECONDS_PER_DAY),
    before: firstInstantFrom(timeZone, (toEpochDay(last) + 1) * SECONDS_PER_DAY),
    timeZone,
    limit: MOST_OF_ONE,
  };
  return expand(event, window, budget).occurrences.map((occurrence) => ({
    eventId: event.id,
    recurrenceId: occurrence.recurrenceId,
    widgetId: event.widgetId,
    title: occurrence.title,
    location: occurrence.location,
    isAllDay: occurrence.isAllDay,
    startsOn: dateOf(occurrence.starts),
    endsOn: dateOf(occurrence.ends),
    startsAt: new Date(occurrence.startsAt * 1_000),
    endsAt: new Date(occurrence.endsAt * 1_000),
  }));
}
