import { Body, Controller, Delete, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../../../common/auth/actor.js';
import { CurrentActor } from '../../../../common/auth/decorators.js';
import { WidgetNotFound } from '../../widgets.contract.js';
import { IdTaken, WidgetTypeMismatch } from '../../widgets.errors.js';
import { NoteLimitReached, NoteNotFound } from './notes.errors.js';
import { Endpoint } from '../../../../common/http/endpoint.js';
import { IdParam } from '../../../../common/http/id-param.js';
import { IfMatch } from '../../../../common/http/if-match.js';
import { listPage } from '../../../../common/http/list-query.dto.js';
import type { ListReply } from '../../../../common/http/replies.js';
import type { KeyPart } from '../../../../common/paging/cursor.js';
import { NoteListsService } from './lists/note-lists.service.js';
import type { ListedNote, RenderedNote } from './notes.contract.js';
import {
  CreateNoteRequest,
  ListedNoteResponse,
  NoteResponse,
  NotesQuery,
  UpdateNoteRequest,
  WidgetNotesQuery,
} from './notes.dto.js';
import { NotesService } from './notes.service.js';

const KEY: readonly KeyPart[] = ['integer', 'timestamp', 'uuid'];

/** Notes, of one widget or of all. */
@ApiTags('notes')
@ApiBearerAuth()
@Controller()
export class NotesController {
  constructor(
    private readonly notes: NotesService,
    private readonly lists: NoteListsService,
  ) {}

  @Get('widgets/:id/notes')
  @Endpoint({
    id: 'listWidgetNotes',
    summary: 'List the notes of a widget',
    description: 'Pinned notes first, then the most recently changed.',
    message: 'Notes',
    returns: ListedNoteResponse,
    paged: true,
    failures: [new WidgetNotFound(), new WidgetTypeMismatch('todo', 'notes')],
  })
  listOfWidget(
    @CurrentActor() actor: Actor,
    @IdParam() widgetId: string,
    @Query() query: WidgetNotesQuery,
  ): Promise<ListReply<ListedNote>> {
    return listPage(query, `widgets/${widgetId}/notes`, KEY, (page) =>
      this.lists.ofWidget(actor, widgetId, page),
    );
  }

  @Post('widgets/:id/notes')
  @Endpoint({
    id: 'createNote',
    summary: 'Create a note',
    description: 'Adds a note in Markdown to a notes widget.',
    message: 'Note created',
    status: 201,
    returns: NoteResponse,
    location: '/notes/{id}',
    versioned: true,
    failures: [
      new WidgetNotFound(),
      new IdTaken(),
      new NoteLimitReached(500),
      new WidgetTypeMismatch('todo', 'notes'),
    ],
  })
  create(
    @CurrentActor() actor: Actor,
    @IdParam() widgetId: string,
    @Body() request: CreateNoteRequest,
  ): Promise<RenderedNote> {
    return this.notes.create(actor, widgetId, request);
  }

  @Get('notes')
  @Endpoint({
    id: 'listNotes',
    summary: 'List or search notes',
    description:
      'Notes of all widgets: pinned ones first, then the most recently changed; with `search` the best matches first.',
    message: 'Notes',
    returns: ListedNoteResponse,
    paged: true,
  })
  list(@CurrentActor() actor: Actor, @Query() query: NotesQuery): Promise<ListReply<ListedNote>> {
    return listPage(query, 'notes', KEY, (page) => this.lists.ofUser(actor, query.search, page));
  }

  @Get('notes/:id')
  @Endpoint({
    id: 'getNote',
    summary: 'Get a note',
    description: 'A note with its body as Markdown and as sanitized HTML.',
    message: 'Note',
    returns: NoteResponse,
    versioned: true,
    failures: [new NoteNotFound()],
  })
  get(@CurrentActor() actor: Actor, @IdParam() id: string): Promise<RenderedNote> {
    return this.notes.get(actor, id);
  }

  @Patch('notes/:id')
  @Endpoint({
    id: 'updateNote',
    summary: 'Update a note',
    description:
      'Omitted fields stay unchanged. The previous text is kept as a revision, unless it is only minutes old. `widgetId` moves the note to another widget.',
    message: 'Note updated',
    returns: NoteResponse,
    versioned: true,
    failures: [new NoteNotFound(), new NoteLimitReached(500), new WidgetTypeMismatch('todo', 'notes')],
  })
  update(
    @CurrentActor() actor: Actor,
    @IdParam() id: string,
    @Body() request: UpdateNoteRequest,
    @IfMatch() version?: number,
  ): Promise<RenderedNote> {
    return this.notes.update(actor, id, request, version);
  }

  @Delete('notes/:id')
  @Endpoint({
    id: 'deleteNote',
    summary: 'Delete a note',
    description: 'Deletes the note with its revisions.',
    message: 'Note deleted',
    returns: null,
    versioned: true,
    failures: [new NoteNotFound()],
  })
  remove(@CurrentActor() actor: Actor, @IdParam() id: string, @IfMatch() version?: number): Promise<void> {
    return this.notes.remove(actor, id, version);
  }
}
