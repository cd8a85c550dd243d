import { definitionOf } from './tracker-definition.js';
import type { EntryView, TrackerView } from './tracker.contract.js';
import type { TrackerEntry } from './entries/tracker-entry.entity.js';
import type { Tracker } from './tracker.entity.js';

/** A tracker as others may hold it. */
export function toTrackerView(tracker: Tracker): TrackerView {
  return {
    id: tracker.id,
    widgetId: tracker.widgetId,
    ...definitionOf(tracker),
    version: tracker.version,
    createdAt: tracker.createdAt.toISOString(),
    updatedAt: tracker.updatedAt.toISOString(),
  };
}

/** An entry as others may hold it. */
export function toEntryView(entry: TrackerEntry): EntryView {
  return {
    id: entry.id,
    trackerId: entry.trackerId,
    value: entry.value,
    loggedAt: entry.loggedAt.toISOString(),
    localDate: entry.localDate,
    timeZone: entry.timeZone,
    notes: entry.notes,
    isSkip: entry.isSkip,
    version: entry.version,
    createdAt: entry.createdAt.toISOString(),
    updatedAt: entry.updatedAt.toISOString(),
  };
}
