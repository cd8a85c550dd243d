import type { Note } from './note.entity.js';
import type { NoteView } from './notes.contract.js';

/** A note as events have it. */
export function toNoteView(note: Note): NoteView {
  return {
    id: note.id,
    widgetId: note.widgetId,
    title: note.title,
    body: note.body,
    isPinned: note.isPinned,
    version: note.version,
    createdAt: note.createdAt.toISOString(),
    updatedAt: note.updatedAt.toISOString(),
  };
}

const CHANGEABLE = ['widgetId', 'title', 'body', 'isPinned'] as const;

/** What a change did to a note: the fields that differ, before and after; null where none does. */
export function differenceOf(
  before: NoteView,
  after: NoteView,
): { before: Partial<NoteView>; after: Partial<NoteView> } | null {
  const changed = CHANGEABLE.filter((field) => before[field] !== after[field]);
  const pick = (view: NoteView): Partial<NoteView> =>
    Object.fromEntries(changed.map((field) => [field, view[field]]));
  return changed.length === 0 ? null : { before: pick(before), after: pick(after) };
}
