import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../common/auth/actor.js';
import { uuidv7 } from '../../../../common/ids/uuid.js';
import { Clock } from '../../../../common/time/clock.js';
import { isUniqueViolation } from '../../../../platform/database/postgres-errors.js';
import { UnitOfWork } from '../../../../platform/database/unit-of-work.js';
import { EventLog } from '../../../../platform/events/event-log.js';
import { IdTaken } from '../../widgets.errors.js';
import { WidgetsService } from '../../widgets.service.js';
import { NoteRenderer } from './markdown/note-renderer.js';
import { toNoteView } from './note-view.js';
import type { Note } from './note.entity.js';
import type { RenderedNote } from './notes.contract.js';
import { NoteLimitReached, NoteNotFound } from './notes.errors.js';
import { NoteCreated, NoteDeleted } from './notes.events.js';
import { NotesRepository } from './notes.repository.js';
import { NOTES, NOTES_LIMITS } from './notes.settings.js';
import { NoteChanges } from './versions/note-changes.js';

/** What a new note is made from; its id may be the client's. */
export interface NewNote {
  readonly id?: string;
  readonly title?: string | null;
  readonly body: string;
  readonly isPinned: boolean;
}

/** Fields to change; what is left out stays. */
export type NoteChange = Partial<Omit<NewNote, 'id'>> & { readonly widgetId?: string };

/** The notes of a user. */
@Injectable()
export class NotesService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly events: EventLog,
    private readonly clock: Clock,
    private readonly widgets: WidgetsService,
    private readonly notes: NotesRepository,
    private readonly changes: NoteChanges,
    private readonly renderer: NoteRenderer,
  ) {}

  /** One note; throws NoteNotFound. */
  async get(actor: Actor, id: string): Promise<RenderedNote> {
    const note = await this.notes.find(actor.id, id);
    if (!note) throw new NoteNotFound();
    const { html } = await this.renderer.render(note.body);
    return { ...toNoteView(note), html };
  }

  /** Adds a note to a notes widget; throws WidgetNotFound, WidgetTypeMismatch, IdTaken, NoteLimitReached. */
  async create(actor: Actor, widgetId: string, request: NewNote): Promise<RenderedNote> {
    await this.widgets.requireOfType(actor, widgetId, NOTES);
    const { html, plain } = await this.renderer.render(request.body);
    const note = newNote({ userId: actor.id, widgetId }, { ...request, plain }, this.clock.now());
    const view = toNoteView(note);
    await this.uow.run(async () => {
      await this.widgets.lockOfType(actor, widgetId, NOTES);
      await this.insert(note);
      this.events.record(new NoteCreated(actor.id, { noteId: note.id, widgetId, after: view }));
    });
    return { ...view, html };
  }

  /**
   * Changes fields, or moves a note to another widget; the text that it had is kept where it is worth it. Throws
   * NoteNotFound, StaleVersionError and what `create` does.
   */
  async update(
    actor: Actor,
    id: string,
    { body, ...change }: NoteChange,
    expectedVersion?: number,
  ): Promise<RenderedNote> {
    // Nobody waits for a lock meanwhile.
    const text = body === undefined ? null : { body, ...(await this.renderer.render(body)) };
    const note = await this.uow.run(async () => {
      const before = await this.changes.lock(actor, id, expectedVersion);
      const { widgetId = before.widgetId } = change;
      if (widgetId !== before.widgetId) await this.requireRoom(actor, widgetId);
      return this.changes.apply(before, text === null ? change : { ...change, text });
    });
    const { html } = text ?? (await this.renderer.render(note.body));
    return { ...toNoteView(note), html };
  }

  /** Deletes a note with the texts that it had before; throws NoteNotFound, StaleVersionError. */
  remove(actor: Actor, id: string, expectedVersion?: number): Promise<void> {
    return this.uow.run(async () => {
      const note = await this.changes.lock(actor, id, expectedVersion);
      const { widgetId } = note;
      await this.notes.delete(actor.id, id);
      this.events.record(new NoteDeleted(actor.id, { noteId: id, widgetId, before: toNoteView(note) }));
    });
  }

  private async insert(note: Note): Promise<void> {
    try {
      if (!(await this.notes.insert(note, NOTES_LIMITS.notes)))
        throw new NoteLimitReached(NOTES_LIMITS.notes);
    } catch (error) {
      if (isUniqueViolation(error, 'notes_pkey')) throw new IdTaken();
      throw error;
    }
  }

  private async requireRoom(actor: Actor, widgetId: string): Promise<void> {
    await this.widgets.lockOfType(actor, widgetId, NOTES);
    if (!(await this.notes.hasRoom(widgetId, NOTES_LIMITS.notes)))
      throw new NoteLimitReached(NOTES_LIMITS.notes);
  }
}

function newNote(
  owner: { readonly userId: string; readonly widgetId: string },
  { id, title, body, plain, isPinned }: NewNote & Pick<Note, 'plain'>,
  now: Date,
): Note {
  return {
    id: id?.toLowerCase() ?? uuidv7(now.getTime()),
    ...owner,
    title: title ?? null,
    body,
    plain,
    isPinned,
    writtenAt: now,
    keptAt: null,
    version: 1,
    createdAt: now,
    updatedAt: now,
  };
}
