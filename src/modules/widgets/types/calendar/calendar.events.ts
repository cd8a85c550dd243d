import { DomainEvent, Event } from '../../../../platform/events/domain-event.js';
import type { CalendarEventView } from './calendar.contract.js';

/** A user added an event to a calendar. */
@Event({ type: 'calendar_event.created.v1', about: 'An event was added to a calendar.' })
export class CalendarEventCreated extends DomainEvent<{
  eventId: string;
  widgetId: string;
  after: CalendarEventView;
}> {}

/** A user changed an event, or one occurrence of it. */
@Event({
  type: 'calendar_event.updated.v1',
  about: 'An event or one of its occurrences was changed; before and after hold only the fields that differ.',
})
export class CalendarEventUpdated extends DomainEvent<{
  eventId: string;
  widgetId: string;
  before: Partial<CalendarEventView>;
  after: Partial<CalendarEventView>;
}> {}

/** A user deleted an event. */
@Event({ type: 'calendar_event.deleted.v1', about: 'An event was deleted with all of its occurrences.' })
export class CalendarEventDeleted extends DomainEvent<{
  eventId: string;
  widgetId: string;
  before: CalendarEventView;
}> {}

/** A calendar file was taken in. */
@Event({
  type: 'calendar_file.imported.v1',
  about: 'A calendar file was taken into a calendar: once for the file, with the ids of its events.',
})
export class CalendarFileImported extends DomainEvent<{
  widgetId: string;
  createdIds: readonly string[];
  updatedIds: readonly string[];
  deletedIds: readonly string[];
  unchanged: number;
  skipped: number;
}> {}

/** What boards show of a user's calendars was worked out anew. */
@Event({
  type: 'calendars.replanned.v1',
  about:
    "Occurrences of the coming weeks of a user's calendars were worked out anew, for new days or a new time zone.",
  isPublic: false,
})
export class CalendarsReplanned extends DomainEvent<{ events: number }> {}
