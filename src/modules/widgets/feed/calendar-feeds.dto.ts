import { IsIn, IsOptional } from 'class-validator';
import { TASK_FORMS, type TaskForm } from './ics/entry-component.js';

/** How a calendar file is wanted. */
export class CalendarFileQuery {
  /**
   * How tasks are written: as `events`, which every calendar shows, or as `todos` (VTODO), for programs that keep lists of
   * tasks; these have what was done within the last year, too.
   * @example "events"
   */
  @IsOptional()
  @IsIn(TASK_FORMS)
  tasks?: TaskForm = 'events';
}

/** A calendar feed. */
export class CalendarFeedResponse {
  /** @example 1 */
  version: number;
  /**
   * When its present address was made.
   * @example "2026-03-01T08:00:00.000Z"
   */
  createdAt: string;
  /**
   * In which hour it was last read; null where it never was.
   * @example "2026-03-02T14:00:00.000Z"
   */
  lastReadAt: string | null;
}

/** A calendar feed that was just made. */
export class NewCalendarFeedResponse extends CalendarFeedResponse {
  /**
   * Its address on this server, to be given to other calendars. Whoever knows it reads the calendar, so it is a secret; it
   * is told only now.
   * @example "/api/v1/calendar/Xx4kOGkWqVvHqFfQvMZbM2J7yT0hNgPzI1c9dYbLr5s.ics"
   */
  path: string;
}
