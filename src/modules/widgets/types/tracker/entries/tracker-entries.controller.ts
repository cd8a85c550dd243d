import { Body, Controller, Delete, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../../../../common/auth/actor.js';
import { CurrentActor } from '../../../../../common/auth/decorators.js';
import { TrackerEntryLimitReached, TrackerEntryNotFound, TrackerNotFound } from '../tracker.errors.js';
import { IdTaken } from '../../../widgets.errors.js';
import { Endpoint } from '../../../../../common/http/endpoint.js';
import { IdParam } from '../../../../../common/http/id-param.js';
import { IfMatch } from '../../../../../common/http/if-match.js';
import { listPage } from '../../../../../common/http/list-query.dto.js';
import type { ListReply } from '../../../../../common/http/replies.js';
import type { EntryView } from '../tracker.contract.js';
import { EntriesQuery, EntryResponse, LogEntryRequest, UpdateEntryRequest } from './tracker-entries.dto.js';
import { TrackerEntriesService } from './tracker-entries.service.js';

/** Entries: what was logged in a tracker. */
@ApiTags('tracker')
@ApiBearerAuth()
@Controller()
export class TrackerEntriesController {
  constructor(private readonly entries: TrackerEntriesService) {}

  @Get('trackers/:id/entries')
  @Endpoint({
    id: 'listTrackerEntries',
    summary: 'List the entries of a tracker',
    description: 'The latest entry first.',
    message: 'Entries',
    returns: EntryResponse,
    paged: true,
    failures: [new TrackerNotFound()],
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
    id: 'createTrackerEntry',
    summary: 'Log an entry',
    description:
      'Logs a value, a completion of a habit, or a skipped day. A yes/no habit is ticked, and a habit is skipped, once a day: repeating it returns the existing entry and updates its notes.',
    message: 'Entry logged',
    status: 201,
    returns: EntryResponse,
    location: '/tracker-entries/{id}',
    versioned: true,
    failures: [new TrackerNotFound(), new IdTaken(), new TrackerEntryLimitReached(100_000)],
  })
  log(
    @CurrentActor() actor: Actor,
    @IdParam() trackerId: string,
    @Body() request: LogEntryRequest,
  ): Promise<EntryView> {
    return this.entries.log(actor, trackerId, withMoment(request));
  }

  @Get('tracker-entries/:id')
  @Endpoint({
    id: 'getTrackerEntry',
    summary: 'Get an entry',
    description: 'A single entry of a tracker.',
    message: 'Entry',
    returns: EntryResponse,
    versioned: true,
    failures: [new TrackerEntryNotFound()],
  })
  get(@CurrentActor() actor: Actor, @IdParam() id: string): Promise<EntryView> {
    return this.entries.get(actor, id);
  }

  @Patch('tracker-entries/:id')
  @Endpoint({
    id: 'updateTrackerEntry',
    summary: 'Update an entry',
    description: 'Omitted fields stay unchanged. Streaks and statistics are recomputed.',
    message: 'Entry updated',
    returns: EntryResponse,
    versioned: true,
    failures: [new TrackerEntryNotFound()],
  })
  update(
    @CurrentActor() actor: Actor,
    @IdParam() id: string,
    @Body() request: UpdateEntryRequest,
    @IfMatch() version?: number,
  ): Promise<EntryView> {
    return this.entries.update(actor, id, withMoment(request), version);
  }

  @Delete('tracker-entries/:id')
  @Endpoint({
    id: 'deleteTrackerEntry',
    summary: 'Delete an entry',
    description: 'Streaks and statistics are recomputed.',
    message: 'Entry deleted',
    returns: null,
    versioned: true,
    failures: [new TrackerEntryNotFound()],
  })
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
