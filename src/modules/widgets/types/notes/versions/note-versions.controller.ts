import { Controller, Get, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../../../../common/auth/actor.js';
import { CurrentActor } from '../../../../../common/auth/decorators.js';
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
    summary: 'List the texts that a note had before, the newest first',
    description:
      `The last ${MOST_VERSIONS} are kept. While somebody types, one in five minutes is; ` +
      'a text of which more than a few words were taken away is kept always.',
    message: 'Former texts',
    returns: ListedNoteVersionResponse,
    paged: true,
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
    summary: 'Read a text that a note had before',
    message: 'Former text',
    returns: NoteVersionResponse,
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
    summary: 'Give a note a text again that it had before',
    description: 'The text that it has now is kept. Where it is the same, nothing changes.',
    message: 'Note restored',
    returns: NoteResponse,
    versioned: true,
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
