import type { NewTracker } from '../../src/modules/widgets/types/tracker/tracker-definition.js';
import type { TrackerView } from '../../src/modules/widgets/types/tracker/tracker.contract.js';
import type { Person } from './users.js';
import { addWidget } from './widgets.js';

/** A valid habit for every day, but for what the test is about. */
export function buildTracker(given: Partial<NewTracker> = {}): NewTracker {
  return { name: 'Run', kind: 'habit', ...given };
}

/** Adds a tracker, in a widget of its own where none is named. */
export async function addTracker(
  person: Person,
  { widgetId, ...given }: Record<string, unknown> & { widgetId?: string } = {},
): Promise<TrackerView> {
  const id = widgetId ?? (await addWidget(person, { type: 'tracker', title: 'Health' })).id;
  const { data } = await person.api.post<TrackerView>(`/widgets/${id}/trackers`, buildTracker(given));
  return data;
}
