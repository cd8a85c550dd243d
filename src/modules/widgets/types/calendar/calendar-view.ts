import { dateOf, type LocalDateTime } from '../../../../common/time/local-date-time.js';
import type { CalendarEvent } from './calendar-event.entity.js';
import type { CalendarEventView, ChangedOccurrenceView, OccurrenceView } from './calendar.contract.js';
import type { RangeOccurrence } from './range/event-range.js';
import { isSeries, type ChangedOccurrence, type EventTime } from './series/calendar-series.js';
import { endOf } from './series/expand.js';
import { fileZoneOf, inUtc } from './series/zoned-time.js';

/** An event as clients see it. */
export function toEventView(event: CalendarEvent): CalendarEventView {
  const { id, widgetId, uid, title, description, location, schedule, version } = event;
  const [rrule = null, ...moreRules] = schedule.rrules;
  const time = inUtc(schedule);
  return {
    ...{ id, widgetId, uid, title, description, location },
    isAllDay: schedule.isAllDay,
    start: shown(time, time.starts),
    end: endShown(schedule),
    timeZone: time.timeZone,
    fileTimeZone: fileZoneOf(schedule),
    ...{ rrule, moreRules },
    rdates: schedule.rdates.map(({ starts }) => shown(schedule, starts)),
    exdates: schedule.exdates,
    changes: [
      ...schedule.changed.map((change) => toChangeView(change, false)),
      ...(schedule.following ?? []).map((change) => toChangeView(change, true)),
    ],
    version,
    createdAt: event.createdAt.toISOString(),
    updatedAt: event.updatedAt.toISOString(),
  };
}

/** An occurrence as clients see it. */
export function toOccurrenceView({ event, occurrence }: RangeOccurrence): OccurrenceView {
  const { recurrenceId, title, description, location, isAllDay, isChanged } = occurrence;
  const { starts, timeZone } = inUtc(occurrence);
  const { starts: ends } = inUtc({ starts: occurrence.ends, timeZone: occurrence.timeZone });
  return {
    eventId: event.id,
    widgetId: event.widgetId,
    ...{ recurrenceId, title, description, location, isAllDay },
    start: shown(occurrence, starts),
    end: shown(occurrence, ends),
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

function toChangeView(
  { recurrenceId, becomes }: ChangedOccurrence,
  appliesToFollowing: boolean,
): ChangedOccurrenceView {
  if (becomes === null) return { recurrenceId, appliesToFollowing, isCancelled: true, ...NOTHING };
  const { title, description, location } = becomes;
  const time = inUtc(becomes);
  return {
    ...{ recurrenceId, appliesToFollowing, isCancelled: false, title, description, location },
    start: shown(time, time.starts),
    end: endShown(becomes),
    timeZone: time.timeZone,
  };
}

function shown({ isAllDay }: { readonly isAllDay: boolean }, local: LocalDateTime): string {
  return isAllDay ? dateOf(local) : local;
}

/** On the user's own clock the end is what it is if no clock changes meanwhile. */
function endShown(time: EventTime): string {
  const { local } = endOf(time, time.timeZone ?? 'UTC');
  return shown(time, inUtc({ starts: local, timeZone: time.timeZone }).starts);
}
