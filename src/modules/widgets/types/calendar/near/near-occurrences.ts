import { SECONDS_PER_DAY } from '../../../../../common/time/civil.js';
import { dateOf } from '../../../../../common/time/local-date-time.js';
import { addDays, toEpochDay, type LocalDate } from '../../../../../common/time/local-date.js';
import { localDateTimeOf } from '../../../../../common/time/moment.js';
import { firstInstantFrom } from '../../../../../common/time/zone.js';
import type { CalendarEvent } from '../calendar-event.entity.js';
import type { Budget } from '../../../../../common/time/recurrence/search.js';
import { expand } from '../series/expand.js';
import type { CalendarOccurrence } from './calendar-occurrence.entity.js';

/** The user's clock, and the present moment. */
export interface NearContext {
  readonly timeZone: string;
  readonly now: Date;
}

/** What working out the occurrences of one event may cost, and how many there are at most. */
interface NearLimits {
  readonly budget?: Budget;
  readonly most?: number;
}

const DAYS_BACK = 2;
const DAYS_AHEAD = 62;
// Of the days back, and again from today on; of more than that the last days have none until their turn comes.
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
  { budget, most = MOST_OF_ONE }: NearLimits = {},
): CalendarOccurrence[] {
  const { timeZone } = context;
  const { first, last } = nearDays(context);
  if (event.lastDay < first || event.firstDay > last) return [];
  const from = startOf(first, timeZone);
  const today = startOf(addDays(first, DAYS_BACK), timeZone);
  const before = startOf(addDays(last, 1), timeZone);
  const limits = { timeZone, limit: Math.min(most, MOST_OF_ONE) };
  const found = [
    expand(event, { from, before: today, ...limits }, budget),
    expand(event, { from: today, before, beginsFrom: today, ...limits }, budget),
  ];
  return found
    .flatMap(({ occurrences }) => occurrences)
    .map((occurrence) => ({
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

function startOf(day: LocalDate, timeZone: string): number {
  return firstInstantFrom(timeZone, toEpochDay(day) * SECONDS_PER_DAY);
}
