/** A line of a file, and what is to be said of it. */
export class FileProblemResponse {
  /**
   * Line of the file.
   * @example 12
   */
  line: number;
  /**
   * What was wrong.
   * @example "RRULE cannot be read: INTERVAL must be at least 1"
   */
  reason: string;
}

/** What came of a calendar file. */
export class CalendarFileResponse {
  /**
   * New events.
   * @example 1
   */
  created: number;
  /**
   * Changed events.
   * @example 0
   */
  updated: number;
  /**
   * Events that were up to date.
   * @example 0
   */
  unchanged: number;
  /**
   * Events that the file cancels.
   * @example 0
   */
  deleted: number;
  /** Skipped items. */
  skipped: FileProblemResponse[];
  /** Items that were imported with changes. */
  notes: FileProblemResponse[];
}
