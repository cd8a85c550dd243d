import { IsInt, Max, Min } from 'class-validator';
import { TRACKER_LIMITS } from './tracker.contract.js';

/** Settings of a tracker widget; `tracker-fragments` reads them in SQL. */
export class TrackerSettings {
  /** Number of days of values to show, including the current one. */
  @IsInt()
  @Min(1)
  @Max(31)
  days: number = 14;

  /** Maximum number of trackers to show; due ones come first. */
  @IsInt()
  @Min(1)
  @Max(TRACKER_LIMITS.trackers)
  shown: number = 20;
}
