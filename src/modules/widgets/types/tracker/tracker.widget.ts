import { WidgetTypeProvider, type WidgetType } from '../../widget-type.contract.js';
import { describeTrackers, type TrackerFacts } from './tracker-caption.js';
import { ATTENTION, DATA } from './tracker-fragments.js';
import { TrackerData } from './tracker-data.dto.js';
import { TRACKER_LIMITS } from './tracker.contract.js';
import { TrackerSettings } from './tracker.settings.js';

/** Numbers, habits and moods, with progress and streaks. */
@WidgetTypeProvider()
export class TrackerWidget implements WidgetType<TrackerSettings, TrackerFacts> {
  readonly key = 'tracker';
  readonly name = 'Tracker';
  readonly about = 'Numbers, habits and moods, with progress toward a goal and streaks by your own schedule';
  readonly settings = TrackerSettings;
  readonly defaultSize = 'medium';
  readonly dueNoun = { one: 'habit', many: 'habits', ahead: 'open today' };
  readonly limits = TRACKER_LIMITS;
  readonly data = DATA;
  readonly dataResponse = TrackerData;
  readonly attention = ATTENTION;
  readonly describe = describeTrackers;
}
