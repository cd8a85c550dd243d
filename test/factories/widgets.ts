import type { WidgetView } from '../../src/modules/widgets/widgets.contract.js';
import type { Person } from './users.js';

/** A valid widget, but for what the test is about. */
export async function addWidget(person: Person, given: Record<string, unknown> = {}): Promise<WidgetView> {
  const { data } = await person.api.post<WidgetView>('/widgets', { type: 'todo', title: 'Work', ...given });
  return data;
}
