import { NotFoundError, UpstreamError } from '../../../common/errors/app-error.js';

/** The user has no calendar feed, or has revoked it. */
export class CalendarFeedNotFound extends NotFoundError {
  constructor() {
    super('calendar_feed_not_found', 'there is no calendar feed: make one with POST /calendar/feed');
  }
}

/** No feed has this address, or none any more. */
export class CalendarNotFound extends NotFoundError {
  constructor() {
    super(
      'calendar_not_found',
      'there is no calendar at this address: ask whoever gave it to you for a new one',
    );
  }
}

/** As many calendars are being made as may be at a time. */
export class CalendarsBusy extends UpstreamError {
  constructor(cause?: unknown) {
    super('calendars_busy', 'too many calendars are being made: ask for it again in a while', {
      retryAfter: 10,
      cause,
    });
  }
}
