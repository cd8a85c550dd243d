import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../../common/auth/actor.js';
import { toPage, type PageOf, type PageRequest } from '../../../../../common/paging/page.js';
import { UnitOfWork } from '../../../../../platform/database/unit-of-work.js';
import { NoteRenderer } from '../markdown/note-renderer.js';
import { toNoteView } from '../note-view.js';
import type { ListedVersion, RenderedNote, RenderedVersion } from '../notes.contract.js';
import { NoteNotFound, NoteVersionNotFound } from '../notes.errors.js';
import { NotesRepository } from '../notes.repository.js';
import { NoteChanges } from './note-changes.js';
import { NoteVersionsRepository, type FormerVersion } from './note-versions.repository.js';

/** The texts that notes had before. */
@Injectable()
export class NoteVersionsService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly notes: NotesRepository,
    private readonly changes: NoteChanges,
    private readonly versions: NoteVersionsRepository,
    private readonly renderer: NoteRenderer,
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
    const { title, body, writtenAt, keptAt } = await this.find(noteId, version);
    const { html } = await this.renderer.render(body);
    return { noteId, version, title, body, html, writtenAt, keptAt };
  }

  /**
   * Gives a note a text again that it had before; the one that it has is kept. Throws NoteNotFound,
   * NoteVersionNotFound, StaleVersionError.
   */
  async restore(
    actor: Actor,
    noteId: string,
    version: number,
    expectedVersion?: number,
  ): Promise<RenderedNote> {
    const note = await this.uow.run(async () => {
      const before = await this.changes.lock(actor, noteId, expectedVersion);
      const { title, body, plain } = await this.find(noteId, version);
      return this.changes.apply(before, { title, text: { body, plain } }, version);
    });
    return { ...toNoteView(note), html: (await this.renderer.render(note.body)).html };
  }

  private async requireNote(actor: Actor, id: string): Promise<void> {
    if (!(await this.notes.exists(actor.id, id))) throw new NoteNotFound();
  }

  private async find(noteId: string, version: number): Promise<FormerVersion> {
    const former = await this.versions.find(noteId, version);
    if (!former) throw new NoteVersionNotFound();
    return former;
  }
}
