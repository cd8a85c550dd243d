import { Body, Controller, Delete, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../../../common/auth/actor.js';
import { CurrentActor } from '../../../../common/auth/decorators.js';
import { Endpoint } from '../../../../common/http/endpoint.js';
import { IdParam } from '../../../../common/http/id-param.js';
import { IfMatch } from '../../../../common/http/if-match.js';
import { ListQuery, listPage } from '../../../../common/http/list-query.dto.js';
import type { ListReply } from '../../../../common/http/replies.js';
import type { TrackerView } from './tracker.contract.js';
import {
  AllTrackersQuery,
  CreateTrackerRequest,
  TrackerResponse,
  UpdateTrackerRequest,
} from './trackers.dto.js';
import { TrackersService } from './trackers.service.js';

/** Trackers: numbers, habits and moods that a user follows. */
@ApiTags('trackers')
@ApiBearerAuth()
@Controller()
export class TrackersController {
  constructor(private readonly trackers: TrackersService) {}

  @Get('widgets/:id/trackers')
  @Endpoint({
    summary: 'List the trackers of a widget',
    message: 'Trackers',
    returns: TrackerResponse,
    paged: true,
    failures: { 409: 'widget_type_mismatch' },
  })
  list(
    @CurrentActor() actor: Actor,
    @IdParam() widgetId: string,
    @Query() query: ListQuery,
  ): Promise<ListReply<TrackerView>> {
    const list = `widgets/${widgetId}/trackers`;
    return listPage(query, list, ['timestamp', 'uuid'], (page) => this.trackers.list(actor, widgetId, page));
  }

  @Post('widgets/:id/trackers')
  @Endpoint({
    summary: 'Add a tracker to a widget',
    message: 'Tracker created',
    status: 201,
    returns: TrackerResponse,
    location: '/trackers/{id}',
    versioned: true,
    failures: { 409: 'id_taken, tracker_limit_reached, widget_type_mismatch' },
  })
  create(
    @CurrentActor() actor: Actor,
    @IdParam() widgetId: string,
    @Body() request: CreateTrackerRequest,
  ): Promise<TrackerView> {
    return this.trackers.create(actor, widgetId, request);
  }

  @Get('trackers')
  @Endpoint({
    summary: 'List the trackers of all your widgets',
    message: 'Trackers',
    returns: TrackerResponse,
    paged: true,
  })
  listAll(@CurrentActor() actor: Actor, @Query() query: AllTrackersQuery): Promise<ListReply<TrackerView>> {
    return listPage(query, 'trackers', ['timestamp', 'uuid'], (page) =>
      this.trackers.listAll(actor, query, page),
    );
  }

  @Get('trackers/:id')
  @Endpoint({ summary: 'Read a tracker', message: 'Tracker', returns: TrackerResponse, versioned: true })
  get(@CurrentActor() actor: Actor, @IdParam() id: string): Promise<TrackerView> {
    return this.trackers.get(actor, id);
  }

  @Patch('trackers/:id')
  @Endpoint({
    summary: 'Change a tracker',
    message: 'Tracker updated',
    returns: TrackerResponse,
    versioned: true,
  })
  update(
    @CurrentActor() actor: Actor,
    @IdParam() id: string,
    @Body() request: UpdateTrackerRequest,
    @IfMatch() version?: number,
  ): Promise<TrackerView> {
    return this.trackers.update(actor, id, request, version);
  }

  @Delete('trackers/:id')
  @Endpoint({
    summary: 'Delete a tracker with its entries',
    message: 'Tracker deleted',
    returns: null,
    versioned: true,
  })
  remove(@CurrentActor() actor: Actor, @IdParam() id: string, @IfMatch() version?: number): Promise<void> {
    return this.trackers.remove(actor, id, version);
  }
}
