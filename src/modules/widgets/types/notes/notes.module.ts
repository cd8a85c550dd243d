import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Logger } from '../../../../platform/logging/logger.js';
import { WidgetsModule } from '../../widgets.module.js';
import { NoteListsRepository } from './lists/note-lists.repository.js';
import { NoteListsService } from './lists/note-lists.service.js';
import { Note } from './note.entity.js';
import { NoteRenderer } from './markdown/note-renderer.js';
import { NotesController } from './notes.controller.js';
import { NotesRepository } from './notes.repository.js';
import { NotesService } from './notes.service.js';
import { NoteReindexRepository } from './lists/note-reindex.repository.js';
import { NoteReindexService } from './lists/note-reindex.service.js';
import { ReindexNotesJob } from './lists/reindex-notes.job.js';
import { NotesWidget } from './notes.widget.js';
import { NoteChanges } from './versions/note-changes.js';
import { NoteVersion } from './versions/note-version.entity.js';
import { NoteVersionsController } from './versions/note-versions.controller.js';
import { NoteVersionsRepository } from './versions/note-versions.repository.js';
import { NoteVersionsService } from './versions/note-versions.service.js';

/** Notes, their former texts, and the search in them. */
@Module({
  imports: [WidgetsModule, TypeOrmModule.forFeature([Note, NoteVersion])],
  controllers: [NotesController, NoteVersionsController],
  providers: [
    { provide: NoteRenderer, inject: [Logger], useFactory: (logger: Logger) => new NoteRenderer(logger) },
    NotesWidget,
    NotesRepository,
    NotesService,
    NoteListsRepository,
    NoteListsService,
    NoteReindexRepository,
    NoteReindexService,
    ReindexNotesJob,
    NoteChanges,
    NoteVersionsRepository,
    NoteVersionsService,
  ],
  exports: [NotesService, NoteListsService],
})
export class NotesModule {}
