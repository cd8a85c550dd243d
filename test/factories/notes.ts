import type { RenderedNote } from '../../src/modules/widgets/types/notes/notes.contract.js';
import type { Person } from './users.js';
import { addWidget } from './widgets.js';

/** Adds a note over HTTP, in a widget of its own where none is named. */
export async function addNote(
  person: Person,
  { widgetId, ...given }: Record<string, unknown> & { widgetId?: string } = {},
): Promise<RenderedNote> {
  const id = widgetId ?? (await addWidget(person, { type: 'notes', title: 'Notes' })).id;
  const { data } = await person.api.post<RenderedNote>(`/widgets/${id}/notes`, { body: 'Flour', ...given });
  return data;
}
