import { isDeepStrictEqual } from 'node:util';
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

/** What differs between two of a kind, as an event tells it: for each field of the list that differs, both values. */
export function differences<View>(
  before: View,
  after: View,
  fields: readonly (keyof View)[],
): { before: Partial<View>; after: Partial<View> } | null {
  const changed = fields.filter((field) => !isDeepStrictEqual(before[field], after[field]));
  return changed.length === 0 ? null : { before: pick(before, changed), after: pick(after, changed) };
}

function pick<View>(view: View, fields: readonly (keyof View)[]): Partial<View> {
  const picked: Partial<View> = {};
  for (const field of fields) picked[field] = view[field];
  return picked;
}
