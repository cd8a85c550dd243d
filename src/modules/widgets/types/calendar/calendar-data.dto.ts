/** An event of the day. */
export class CalendarItem {
  /**
   * Id of the event.
   * @example "01980c3e-7a10-7cc3-98a5-3f0c2b9d4e17"
   */
  eventId: string;
  /**
   * Which occurrence of the event it is.
   * @example "2026-03-09T19:30"
   */
  recurrenceId: string;
  /**
   * Title of the event.
   * @example "Choir"
   */
  title: string;
  /**
   * Location of the event.
   * @example "Town hall"
   */
  location: string | null;
  /**
   * Whether it lasts whole days.
   * @example false
   */
  isAllDay: boolean;
  /**
   * Start in UTC.
   * @example "2026-03-09T18:30:00.000Z"
   */
  startsAt: string;
  /**
   * End in UTC (exclusive).
   * @example "2026-03-09T20:00:00.000Z"
   */
  endsAt: string;
}

/** What a calendar widget shows: the events of the day. */
export class CalendarData {
  /** The events of the day, all-day events first, then by start; at most `maxItems` of the settings. */
  events: CalendarItem[];
  /**
   * Number of events of the day.
   * @example 1
   */
  count: number;
}
