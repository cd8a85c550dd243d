/** A changed or cancelled occurrence; what it says now is null where it was cancelled. */
export interface ChangedOccurrenceView {
  readonly recurrenceId: string;
  /** Whether all later occurrences are changed likewise, and move as far. */
  readonly appliesToFollowing: boolean;
  readonly isCancelled: boolean;
  readonly title: string | null;
  readonly description: string | null;
  readonly location: string | null;
  readonly start: string | null;
  readonly end: string | null;
  readonly timeZone: string | null;
}

/** A calendar event as other features may hold it; days (`end` is the day after) where it is all day long. */
export interface CalendarEventView {
  readonly id: string;
  readonly widgetId: string;
  readonly uid: string;
  readonly title: string;
  readonly description: string | null;
  readonly location: string | null;
  readonly isAllDay: boolean;
  readonly start: string;
  readonly end: string;
  readonly timeZone: string | null;
  /** The zone that only its calendar file defines, if its series is in one: rules and recurrence ids are on that clock. */
  readonly fileTimeZone: string | null;
  readonly rrule: string | null;
  /** Further rules, which only calendar files have. */
  readonly moreRules: readonly string[];
  readonly rdates: readonly string[];
  readonly exdates: readonly string[];
  readonly changes: readonly ChangedOccurrenceView[];
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** One occurrence of an event within a range. */
export interface OccurrenceView {
  readonly eventId: string;
  readonly widgetId: string;
  readonly recurrenceId: string;
  readonly title: string;
  readonly description: string | null;
  readonly location: string | null;
  readonly isAllDay: boolean;
  readonly start: string;
  readonly end: string;
  readonly timeZone: string | null;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly isRecurring: boolean;
  readonly isChanged: boolean;
}

/** A line of a file, and what is to be said of it. */
export interface ImportProblem {
  readonly line: number;
  readonly reason: string;
}

/** What came of a calendar file. */
export interface ImportReport {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  /** Events that the file says were cancelled. */
  readonly deleted: number;
  readonly skipped: readonly ImportProblem[];
  /** What was taken otherwise than the file has it. */
  readonly notes: readonly ImportProblem[];
}
