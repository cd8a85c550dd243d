import { DomainEvent, Event } from '../../../../platform/events/domain-event.js';
import type { NoteView } from './notes.contract.js';

/** A user added a note. */
@Event({ type: 'note.created.v1', about: 'A note was added.' })
export class NoteCreated extends DomainEvent<{ noteId: string; widgetId: string; after: NoteView }> {}

/** A user changed a note. */
@Event({
  type: 'note.updated.v1',
  about:
    'Fields of a note were changed, or a former text was restored; before and after hold only what differs.',
})
export class NoteUpdated extends DomainEvent<{
  noteId: string;
  widgetId: string;
  /** The version whose text it has again; null where nothing was restored. */
  restoredVersion: number | null;
  before: Partial<NoteView>;
  after: Partial<NoteView>;
}> {}

/** A user deleted a note. */
@Event({ type: 'note.deleted.v1', about: 'A note was deleted, with the texts that it had before.' })
export class NoteDeleted extends DomainEvent<{ noteId: string; widgetId: string; before: NoteView }> {}
