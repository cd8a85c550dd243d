import { dateOf, type LocalDateTime } from '../../../../common/time/local-date-time.js';
import type { CalendarEvent } from './calendar-event.entity.js';
import type { CalendarEventView, ChangedOccurrenceView, OccurrenceView } from './calendar.contract.js';
import type { RangeOccurrence } from './range/event-range.js';
import { isSeries, type ChangedOccurrence, type EventTime } from './series/calendar-series.js';
import { endOf } from './series/expand.js';

/** An event as clients see it. */
export function toEventView(event: CalendarEvent): CalendarEventView {
  const { id, widgetId, uid, title, description, location, schedule, version } = event;
  const [rrule = null, ...moreRules] = schedule.rrules;
  return {
    ...{ id, widgetId, uid, title, description, location },
    isAllDay: schedule.isAllDay,
    start: shown(schedule, schedule.starts),
    end: endShown(schedule),
    timeZone: schedule.timeZone,
    ...{ rrule, moreRules },
    rdates: schedule.rdates.map(({ starts }) => shown(schedule, starts)),
    exdates: schedule.exdates,
    changes: schedule.changed.map(toChangeView),
    version,
    createdAt: event.createdAt.toISOString(),
    updatedAt: event.updatedAt.toISOString(),
  };
}

/** An occurrence as clients see it. */
export function toOccurrenceView({ event, occurrence }: RangeOccurrence): OccurrenceView {
  const { recurrenceId, title, description, location, isAllDay, timeZone, isChanged } = occurrence;
  return {
    eventId: event.id,
    ...{ recurrenceId, title, description, location, isAllDay },
    start: shown(occurrence, occurrence.starts),
    end: shown(occurrence, occurrence.ends),
    timeZone,
    startsAt: new Date(occurrence.startsAt * 1_000).toISOString(),
    endsAt: new Date(occurrence.endsAt * 1_000).toISOString(),
    isRecurring: isSeries(event.schedule),
    isChanged,
  };
}

const NOTHING = {
  title: null,
  description: null,
  location: null,
  start: null,
  end: null,
  timeZone: null,
};

function toChangeView({ recurrenceId, becomes }: ChangedOccurrence): ChangedOccurrenceView {
  if (becomes === null) return { recurrenceId, isCancelled: true, ...NOTHING };
  const { title, description, location, timeZone } = becomes;
  return {
    ...{ recurrenceId, isCancelled: false, title, description, location },
    start: shown(becomes, becomes.starts),
    end: endShown(becomes),
    timeZone,
  };
}

function shown({ isAllDay }: { readonly isAllDay: boolean }, local: LocalDateTime): string {
  return isAllDay ? dateOf(local) : local;
}

/** On the user's own clock the end is what it is where no clock changes. */
function endShown(time: EventTime): string {
  return shown(time, endOf(time, time.timeZone ?? 'UTC').local);
}
