import { Body, Controller, Delete, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../../../common/auth/actor.js';
import { CurrentActor } from '../../../../common/auth/decorators.js';
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
    summary: 'List the notes of a notes widget, pinned and new ones first',
    message: 'Notes',
    returns: ListedNoteResponse,
    paged: true,
    failures: { 409: 'widget_type_mismatch' },
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
    summary: 'Add a note to a notes widget',
    message: 'Note created',
    status: 201,
    returns: NoteResponse,
    location: '/notes/{id}',
    versioned: true,
    failures: { 409: 'id_taken, note_limit_reached, widget_type_mismatch' },
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
    summary: 'List your notes, or search them',
    description: 'Pinned and new ones first; with `search` those that match best.',
    message: 'Notes',
    returns: ListedNoteResponse,
    paged: true,
  })
  list(@CurrentActor() actor: Actor, @Query() query: NotesQuery): Promise<ListReply<ListedNote>> {
    return listPage(query, 'notes', KEY, (page) => this.lists.ofUser(actor, query.search, page));
  }

  @Get('notes/:id')
  @Endpoint({ summary: 'Read a note', message: 'Note', returns: NoteResponse, versioned: true })
  get(@CurrentActor() actor: Actor, @IdParam() id: string): Promise<RenderedNote> {
    return this.notes.get(actor, id);
  }

  @Patch('notes/:id')
  @Endpoint({
    summary: 'Change a note, or move it to another widget',
    description: 'The text that it had is kept, unless it is only what was typed in the last minutes.',
    message: 'Note updated',
    returns: NoteResponse,
    versioned: true,
    failures: { 409: 'note_limit_reached, widget_type_mismatch' },
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
    summary: 'Delete a note with the texts that it had before',
    message: 'Note deleted',
    returns: null,
    versioned: true,
  })
  remove(@CurrentActor() actor: Actor, @IdParam() id: string, @IfMatch() version?: number): Promise<void> {
    return this.notes.remove(actor, id, version);
  }
}
