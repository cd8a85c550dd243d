import { IsInt, Max, Min } from 'class-validator';
import { TRACKER_LIMITS } from './tracker.contract.js';

/** Settings of a tracker widget; `tracker-fragments` reads them in SQL. */
export class TrackerSettings {
  /** How many days of values it shows, the day itself included. */
  @IsInt()
  @Min(1)
  @Max(31)
  days: number = 14;

  /** How many trackers it shows at most; those that are due come first. */
  @IsInt()
  @Min(1)
  @Max(TRACKER_LIMITS.trackers)
  shown: number = 20;
}
