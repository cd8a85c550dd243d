import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../../common/auth/actor.js';
import { requireVersion } from '../../../../../common/errors/app-error.js';
import { Clock } from '../../../../../common/time/clock.js';
import { EventLog } from '../../../../../platform/events/event-log.js';
import { differenceOf, toNoteView } from '../note-view.js';
import type { Note } from '../note.entity.js';
import { NoteNotFound } from '../notes.errors.js';
import { NoteUpdated } from '../notes.events.js';
import { NotesRepository } from '../notes.repository.js';
import { isKept, MOST_VERSIONS } from './keeping.js';
import { NoteVersionsRepository } from './note-versions.repository.js';

/** Fields of a note to change; what is left out stays. */
interface Change {
  readonly widgetId?: string;
  readonly title?: string | null;
  readonly text?: Pick<Note, 'body' | 'plain'>;
  readonly isPinned?: boolean;
}

/** Changes notes, and keeps the texts that they had; its methods belong into a unit of work. */
@Injectable()
export class NoteChanges {
  constructor(
    private readonly events: EventLog,
    private readonly clock: Clock,
    private readonly notes: NotesRepository,
    private readonly versions: NoteVersionsRepository,
  ) {}

  /** A note that nobody else changes until the unit of work ends; throws NoteNotFound, StaleVersionError. */
  async lock(actor: Actor, id: string, expectedVersion?: number): Promise<Note> {
    const note = await this.notes.lock(actor.id, id);
    if (!note) throw new NoteNotFound();
    requireVersion(expectedVersion, note.version);
    return note;
  }

  /** The note as it is then; what a former text is restored over is kept in any case. */
  async apply(note: Note, change: Change, restoredVersion: number | null = null): Promise<Note> {
    const now = this.clock.now();
    const {
      widgetId = note.widgetId,
      title = note.title,
      text: { body, plain } = note,
      isPinned = note.isPinned,
    } = change;
    const fields = { widgetId, title, body, plain, isPinned };
    const after = { ...note, ...fields, version: note.version + 1, updatedAt: now };
    const difference = differenceOf(toNoteView(note), toNoteView(after));
    if (difference === null) return note;

    if (title !== note.title || body !== note.body) {
      if (restoredVersion !== null || isKept(note, after, now)) {
        await this.versions.keep(note, now, MOST_VERSIONS);
        after.keptAt = now;
      }
      after.writtenAt = now;
    }
    await this.notes.update(after);
    const { id: noteId, userId } = note;
    this.events.record(new NoteUpdated(userId, { noteId, widgetId, restoredVersion, ...difference }));
    return after;
  }
}
