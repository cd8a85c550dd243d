import { IsIn, IsOptional } from 'class-validator';
import { TASK_FORMS, type TaskForm } from './ics/entry-component.js';

/** How a calendar file is wanted. */
export class CalendarFileQuery {
  /**
   * Format of tasks: `events`, which every calendar shows, or `todos` (VTODO) for task apps, which include what was
   * completed within the last year.
   * @example "events"
   */
  @IsOptional()
  @IsIn(TASK_FORMS)
  tasks?: TaskForm = 'events';
}

/** A calendar feed. */
export class CalendarFeedResponse {
  /**
   * Version; grows with each change and is the `ETag`.
   * @example 1
   */
  version: number;
  /**
   * When the current URL was created.
   * @example "2026-03-01T08:00:00.000Z"
   */
  createdAt: string;
  /**
   * When it was last read, to the hour; null if never.
   * @example "2026-03-02T14:00:00.000Z"
   */
  lastReadAt: string | null;
}

/** A calendar feed that was just made. */
export class NewCalendarFeedResponse extends CalendarFeedResponse {
  /**
   * Secret path of the feed on this server, for other calendars to subscribe to. Whoever knows it can read the
   * calendar; it is shown only once.
   * @example "/api/v1/calendar/Xx4kOGkWqVvHqFfQvMZbM2J7yT0hNgPzI1c9dYbLr5s.ics"
   */
  path: string;
}
