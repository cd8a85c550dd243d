import { Controller, Get, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../../../../common/auth/actor.js';
import { CurrentActor } from '../../../../../common/auth/decorators.js';
import { NoteNotFound, NoteVersionNotFound } from '../notes.errors.js';
import { Endpoint } from '../../../../../common/http/endpoint.js';
import { IdParam } from '../../../../../common/http/id-param.js';
import { IfMatch } from '../../../../../common/http/if-match.js';
import { listPage } from '../../../../../common/http/list-query.dto.js';
import type { ListReply } from '../../../../../common/http/replies.js';
import type { ListedVersion, RenderedNote, RenderedVersion } from '../notes.contract.js';
import { NoteResponse } from '../notes.dto.js';
import { MOST_VERSIONS } from './keeping.js';
import { ListedNoteVersionResponse, NoteVersionResponse, NoteVersionsQuery } from './note-versions.dto.js';
import { NoteVersionsService } from './note-versions.service.js';
import { VersionParam } from './version-param.js';

/** The texts that notes had before. */
@ApiTags('notes')
@ApiBearerAuth()
@Controller('notes/:id/versions')
export class NoteVersionsController {
  constructor(private readonly versions: NoteVersionsService) {}

  @Get()
  @Endpoint({
    id: 'listNoteRevisions',
    summary: 'List the revisions of a note',
    description: `The latest first; the last ${MOST_VERSIONS} are kept. Of edits within five minutes only the last is, unless more than a few words were deleted.`,
    message: 'Former texts',
    returns: ListedNoteVersionResponse,
    paged: true,
    failures: [new NoteNotFound()],
  })
  list(
    @CurrentActor() actor: Actor,
    @IdParam() id: string,
    @Query() query: NoteVersionsQuery,
  ): Promise<ListReply<ListedVersion>> {
    return listPage(query, `notes/${id}/versions`, ['integer'], (page) =>
      this.versions.list(actor, id, page),
    );
  }

  @Get(':version')
  @Endpoint({
    id: 'getNoteRevision',
    summary: 'Get a revision of a note',
    description: 'A previous text of the note, as Markdown and as sanitized HTML.',
    message: 'Former text',
    returns: NoteVersionResponse,
    failures: [new NoteNotFound(), new NoteVersionNotFound()],
  })
  get(
    @CurrentActor() actor: Actor,
    @IdParam() id: string,
    @VersionParam() version: number,
  ): Promise<RenderedVersion> {
    return this.versions.get(actor, id, version);
  }

  @Post(':version/restore')
  @Endpoint({
    id: 'restoreNoteRevision',
    summary: 'Restore a revision of a note',
    description: 'The current text is kept as a revision. Does nothing if both are the same.',
    message: 'Note restored',
    returns: NoteResponse,
    versioned: true,
    failures: [new NoteNotFound(), new NoteVersionNotFound()],
  })
  restore(
    @CurrentActor() actor: Actor,
    @IdParam() id: string,
    @VersionParam() version: number,
    @IfMatch() expectedVersion?: number,
  ): Promise<RenderedNote> {
    return this.versions.restore(actor, id, version, expectedVersion);
  }
}
