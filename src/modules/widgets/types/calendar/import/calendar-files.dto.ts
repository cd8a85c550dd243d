/** A line of a file, and what is to be said of it. */
export class FileProblemResponse {
  /** @example 12 */
  line: number;
  /** @example "RRULE cannot be read: INTERVAL must be at least 1" */
  reason: string;
}

/** What came of a calendar file. */
export class CalendarFileResponse {
  /** @example 1 */
  created: number;
  /** @example 0 */
  updated: number;
  /**
   * Events that the calendar had just so.
   * @example 0
   */
  unchanged: number;
  /**
   * Events that the file says were cancelled.
   * @example 0
   */
  deleted: number;
  /** What was not taken. */
  skipped: FileProblemResponse[];
  /** What was taken otherwise than it is written. */
  notes: FileProblemResponse[];
}
