import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../../common/auth/actor.js';
import { toPage, type PageOf, type PageRequest } from '../../../../../common/paging/page.js';
import { UnitOfWork } from '../../../../../platform/database/unit-of-work.js';
import { noteHtml } from '../markdown/note-html.js';
import { toRenderedNote } from '../note-view.js';
import type { ListedVersion, RenderedNote, RenderedVersion } from '../notes.contract.js';
import { NoteNotFound, NoteVersionNotFound } from '../notes.errors.js';
import { NotesRepository } from '../notes.repository.js';
import { NoteChanges } from './note-changes.js';
import { NoteVersionsRepository } from './note-versions.repository.js';

/** The texts that notes had before. */
@Injectable()
export class NoteVersionsService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly notes: NotesRepository,
    private readonly changes: NoteChanges,
    private readonly versions: NoteVersionsRepository,
  ) {}

  /** One page of a note's former texts, the newest first; throws NoteNotFound. */
  async list(actor: Actor, noteId: string, page: PageRequest): Promise<PageOf<ListedVersion>> {
    await this.requireNote(actor, noteId);
    const rows = await this.versions.list(noteId, page);
    return toPage(rows, page.limit, ({ version }) => [String(version)]);
  }

  /** One former text; throws NoteNotFound, NoteVersionNotFound. */
  async get(actor: Actor, noteId: string, version: number): Promise<RenderedVersion> {
    await this.requireNote(actor, noteId);
    const former = await this.find(noteId, version);
    return { ...former, html: noteHtml(former.body) };
  }

  /**
   * Gives a note a text again that it had before; the one that it has is kept. Throws NoteNotFound,
   * NoteVersionNotFound, StaleVersionError.
   */
  restore(actor: Actor, noteId: string, version: number, expectedVersion?: number): Promise<RenderedNote> {
    return this.uow.run(async () => {
      const note = await this.changes.lock(actor, noteId, expectedVersion);
      const { title, body } = await this.find(noteId, version);
      return toRenderedNote(await this.changes.apply(note, { title, body }, version));
    });
  }

  private async requireNote(actor: Actor, id: string): Promise<void> {
    if (!(await this.notes.exists(actor.id, id))) throw new NoteNotFound();
  }

  private async find(noteId: string, version: number): Promise<Omit<RenderedVersion, 'html'>> {
    const former = await this.versions.find(noteId, version);
    if (!former) throw new NoteVersionNotFound();
    return former;
  }
}
