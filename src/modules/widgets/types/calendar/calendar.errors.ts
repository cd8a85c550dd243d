import { ConflictError, NotFoundError } from '../../../../common/errors/app-error.js';

/** There is no such event for this user. */
export class CalendarEventNotFound extends NotFoundError {
  constructor() {
    super(
      'calendar_event_not_found',
      'there is no such event: list those of a widget with GET /widgets/{id}/events?from=&before=',
    );
  }
}

/** The event is never at that time. */
export class CalendarOccurrenceNotFound extends NotFoundError {
  constructor() {
    super(
      'calendar_occurrence_not_found',
      'the event has no such occurrence: take a recurrenceId of GET /widgets/{id}/events?from=&before=',
    );
  }
}

/** The widget has as many events as one widget may have. */
export class CalendarEventLimitReached extends ConflictError {
  constructor(limit: number) {
    super(
      'calendar_event_limit_reached',
      `a widget can have ${limit} events: delete some, or add another widget`,
    );
  }
}

/** The event has as many changed occurrences as one event may have. */
export class CalendarChangeLimitReached extends ConflictError {
  constructor(limit: number) {
    super('calendar_change_limit_reached', `an event can have ${limit} changed occurrences`);
  }
}
