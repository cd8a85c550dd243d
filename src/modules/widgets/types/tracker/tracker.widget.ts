import { IsInt, Max, Min } from 'class-validator';
import { WidgetTypeProvider, type WidgetType } from '../../widget-type.contract.js';
import { ATTENTION, DATA } from './tracker-fragments.js';
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

/** Numbers, habits and moods, with progress and streaks. */
@WidgetTypeProvider()
export class TrackerWidget implements WidgetType<TrackerSettings> {
  readonly key = 'tracker';
  readonly name = 'Tracker';
  readonly about = 'Numbers, habits and moods, with progress toward a goal and streaks by your own schedule';
  readonly settings = TrackerSettings;
  readonly defaultSize = 'medium';
  readonly dueNoun = { one: 'check-in', many: 'check-ins' };
  readonly limits = TRACKER_LIMITS;
  readonly data = DATA;
  readonly attention = ATTENTION;
}
