import type { Direction, Period, TrackerKind } from './tracker.contract.js';

/** How many trackers a tracker widget has. */
export class TrackerCounts {
  /**
   * All trackers.
   * @example 3
   */
  trackers: number;
  /**
   * Trackers that are scheduled for the day.
   * @example 2
   */
  scheduled: number;
  /**
   * Scheduled trackers that are done.
   * @example 1
   */
  done: number;
  /**
   * Scheduled trackers that are still open.
   * @example 1
   */
  due: number;
  /**
   * Trackers whose streak ends with the day unless they are done.
   * @example 0
   */
  atRisk: number;
}

/** Progress of a habit of n times a week or month. */
export class TrackerQuota {
  /**
   * Target number of times: skipped days of the period leave it, rounded down.
   * @example 3
   */
  times: number;
  /**
   * Period that the times are counted in.
   * @example "week"
   */
  period: Period;
  /**
   * Times done in the current period.
   * @example 1
   */
  done: number;
}

/** Use of the limit of a habit of which less is better. */
export class TrackerLimit {
  /**
   * Most that is allowed in the period; 0 for never.
   * @example 2.5
   */
  amount: number;
  /**
   * Period that the limit is for.
   * @example "week"
   */
  period: Period;
  /**
   * What was logged in the current period, skipped days aside.
   * @example 1.5
   */
  used: number;
  /**
   * Whether nothing is left of the limit.
   * @example false
   */
  isReached: boolean;
  /**
   * Whether more was logged than the limit, which breaks the streak.
   * @example false
   */
  isExceeded: boolean;
}

/** A tracker on the day. */
export class TrackerToday {
  /**
   * Local date.
   * @example "2026-03-01"
   */
  date: string;
  /**
   * Value of the day; null without an entry.
   * @example 1.5
   */
  value: number | null;
  /**
   * Number of entries, skips aside.
   * @example 1
   */
  entries: number;
  /**
   * Whether something was logged.
   * @example true
   */
  isTicked: boolean;
  /**
   * Ids of the day's latest 20 entries, skips included, latest first: delete one to take it back, or untick the day.
   * @example ["01980c3e-7a10-7cc3-98a5-3f0c2b9d4e13"]
   */
  entryIds: string[];
  /**
   * Whether it is scheduled for the day.
   * @example true
   */
  isScheduled: boolean;
  /**
   * Whether it is scheduled and still open.
   * @example true
   */
  isDue: boolean;
  /**
   * Whether the day's target is reached, or a limit kept so far.
   * @example false
   */
  isDone: boolean;
  /**
   * Whether the day is skipped or frozen.
   * @example false
   */
  isSkipped: boolean;
}

/** Streak of a tracker, as of the day. */
export class TrackerDataStreak {
  /**
   * Length of the current streak.
   * @example 12
   */
  current: number;
  /**
   * Length of the longest streak.
   * @example 30
   */
  longest: number;
  /**
   * Whether the streak ends with the day unless it is done.
   * @example false
   */
  isAtRisk: boolean;
}

/** A day of a tracker with an entry. */
export class TrackerDataDay {
  /**
   * Local date.
   * @example "2026-03-01"
   */
  date: string;
  /**
   * Value of the day.
   * @example 1.5
   */
  value: number | null;
  /**
   * Whether the day's target was reached.
   * @example true
   */
  isDone: boolean;
}

/** A tracker as its widget shows it. */
export class TrackerItem {
  /**
   * Id of the tracker.
   * @example "01980c3e-7a10-7cc3-98a5-3f0c2b9d4e12"
   */
  id: string;
  /**
   * Name of the tracker.
   * @example "Weight"
   */
  name: string;
  /**
   * Kind of the tracker.
   * @example "number"
   */
  kind: TrackerKind;
  /**
   * Whether its days are ticked and unticked with PUT and DELETE /trackers/{id}/days/{date}.
   * @example false
   */
  isYesNo: boolean;
  /**
   * Unit of its values.
   * @example "kg"
   */
  unit: string | null;
  /**
   * Names of a scale's steps, the lowest first.
   * @example null
   */
  steps: string[] | null;
  /**
   * Whether more or less is better.
   * @example "down"
   */
  direction: Direction;
  /**
   * Times of a habit of n times, or at most n times, a period; null for others.
   * @example null
   */
  times: number | null;
  /**
   * Period of the times.
   * @example null
   */
  period: Period | null;
  /**
   * Value that progress starts from.
   * @example 92.5
   */
  initialValue: number | null;
  /**
   * Value to reach.
   * @example 79.5
   */
  targetValue: number | null;
  /**
   * Latest value.
   * @example 88.5
   */
  currentValue: number | null;
  /**
   * Progress toward the target in whole percent; 100 only at the target.
   * @example 30
   */
  progress: number | null;
  /**
   * Local date of the latest entry.
   * @example "2026-03-01"
   */
  lastEntryOn: string | null;
  /**
   * Strength of the habit, from 0 to 1, with two decimals.
   * @example 0.5
   */
  strength: number | null;
  /** Progress of a habit of n times a period; null for others. */
  quota: TrackerQuota | null;
  /** Use of a habit's limit; null for others. */
  limit: TrackerLimit | null;
  /** The day itself. */
  today: TrackerToday;
  /** Streak as of the day. */
  streak: TrackerDataStreak;
  /** Days with an entry among the latest `days` of the settings, oldest first. */
  days: TrackerDataDay[];
}

/** What a tracker widget shows: its trackers, due ones first. */
export class TrackerData {
  /** How many trackers there are. */
  counts: TrackerCounts;
  /** Due trackers first, then in the order they were added; at most `shown` of the settings. */
  trackers: TrackerItem[];
}
