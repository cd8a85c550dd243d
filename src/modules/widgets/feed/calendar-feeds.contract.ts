/** A user's calendar feed; its address is told only when it is made. */
export interface CalendarFeedView {
  readonly version: number;
  readonly createdAt: string;
  readonly lastReadAt: string | null;
}

/** The same with its address on this server, which is a secret. */
export interface NewCalendarFeedView extends CalendarFeedView {
  readonly path: string;
}
