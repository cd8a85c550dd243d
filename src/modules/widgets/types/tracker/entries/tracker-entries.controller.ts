import { Body, Controller, Delete, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../../../../common/auth/actor.js';
import { CurrentActor } from '../../../../../common/auth/decorators.js';
import { Endpoint } from '../../../../../common/http/endpoint.js';
import { IdParam } from '../../../../../common/http/id-param.js';
import { IfMatch } from '../../../../../common/http/if-match.js';
import { listPage } from '../../../../../common/http/list-query.dto.js';
import type { ListReply } from '../../../../../common/http/replies.js';
import type { EntryView } from '../tracker.contract.js';
import { EntriesQuery, EntryResponse, LogEntryRequest, UpdateEntryRequest } from './tracker-entries.dto.js';
import { TrackerEntriesService } from './tracker-entries.service.js';

/** Entries: what was logged in a tracker. */
@ApiTags('trackers')
@ApiBearerAuth()
@Controller()
export class TrackerEntriesController {
  constructor(private readonly entries: TrackerEntriesService) {}

  @Get('trackers/:id/entries')
  @Endpoint({
    summary: 'List the entries of a tracker, the newest first',
    message: 'Entries',
    returns: EntryResponse,
    paged: true,
  })
  list(
    @CurrentActor() actor: Actor,
    @IdParam() trackerId: string,
    @Query() query: EntriesQuery,
  ): Promise<ListReply<EntryView>> {
    const list = `trackers/${trackerId}/entries`;
    return listPage(query, list, ['timestamp', 'uuid'], (page) =>
      this.entries.list(actor, trackerId, query, page),
    );
  }

  @Post('trackers/:id/entries')
  @Endpoint({
    summary: 'Log something in a tracker, or skip a day',
    description:
      'A day of a yes/no habit (without a unit, done with one) is ticked once, and a day of a habit is skipped once: ' +
      'logging it again answers with the entry that is there, and takes only its notes.',
    message: 'Entry logged',
    status: 201,
    returns: EntryResponse,
    location: '/tracker-entries/{id}',
    versioned: true,
    failures: { 409: 'id_taken, tracker_entry_limit_reached' },
  })
  log(
    @CurrentActor() actor: Actor,
    @IdParam() trackerId: string,
    @Body() request: LogEntryRequest,
  ): Promise<EntryView> {
    return this.entries.log(actor, trackerId, withMoment(request));
  }

  @Get('tracker-entries/:id')
  @Endpoint({ summary: 'Read an entry', message: 'Entry', returns: EntryResponse, versioned: true })
  get(@CurrentActor() actor: Actor, @IdParam() id: string): Promise<EntryView> {
    return this.entries.get(actor, id);
  }

  @Patch('tracker-entries/:id')
  @Endpoint({ summary: 'Change an entry', message: 'Entry updated', returns: EntryResponse, versioned: true })
  update(
    @CurrentActor() actor: Actor,
    @IdParam() id: string,
    @Body() request: UpdateEntryRequest,
    @IfMatch() version?: number,
  ): Promise<EntryView> {
    return this.entries.update(actor, id, withMoment(request), version);
  }

  @Delete('tracker-entries/:id')
  @Endpoint({ summary: 'Delete an entry', message: 'Entry deleted', returns: null, versioned: true })
  remove(@CurrentActor() actor: Actor, @IdParam() id: string, @IfMatch() version?: number): Promise<void> {
    return this.entries.remove(actor, id, version);
  }
}

function withMoment<Request extends UpdateEntryRequest>({
  loggedAt,
  ...fields
}: Request): Omit<Request, 'loggedAt'> & { loggedAt?: Date } {
  return { ...fields, ...(loggedAt === undefined ? {} : { loggedAt: new Date(loggedAt) }) };
}
