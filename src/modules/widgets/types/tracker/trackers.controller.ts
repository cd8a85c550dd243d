import { Body, Controller, Delete, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../../../common/auth/actor.js';
import { CurrentActor } from '../../../../common/auth/decorators.js';
import { WidgetNotFound } from '../../widgets.contract.js';
import { IdTaken, WidgetTypeMismatch } from '../../widgets.errors.js';
import { TrackerLimitReached, TrackerNotFound } from './tracker.errors.js';
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
@ApiTags('tracker')
@ApiBearerAuth()
@Controller()
export class TrackersController {
  constructor(private readonly trackers: TrackersService) {}

  @Get('widgets/:id/trackers')
  @Endpoint({
    id: 'listWidgetTrackers',
    summary: 'List the trackers of a widget',
    description: 'Trackers in the order they were created.',
    message: 'Trackers',
    returns: TrackerResponse,
    paged: true,
    failures: [new WidgetNotFound(), new WidgetTypeMismatch('notes', 'tracker')],
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
    id: 'createTracker',
    summary: 'Create a tracker',
    description: 'Adds a number, habit or scale to a tracker widget.',
    message: 'Tracker created',
    status: 201,
    returns: TrackerResponse,
    location: '/trackers/{id}',
    versioned: true,
    failures: [
      new WidgetNotFound(),
      new IdTaken(),
      new TrackerLimitReached(100),
      new WidgetTypeMismatch('notes', 'tracker'),
    ],
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
    id: 'listTrackers',
    summary: 'List trackers',
    description: 'Trackers of all widgets in the order they were created.',
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
  @Endpoint({
    id: 'getTracker',
    summary: 'Get a tracker',
    description: 'The definition of a tracker; `getTrackerStats` returns its progress.',
    message: 'Tracker',
    returns: TrackerResponse,
    versioned: true,
    failures: [new TrackerNotFound()],
  })
  get(@CurrentActor() actor: Actor, @IdParam() id: string): Promise<TrackerView> {
    return this.trackers.get(actor, id);
  }

  @Patch('trackers/:id')
  @Endpoint({
    id: 'updateTracker',
    summary: 'Update a tracker',
    description: 'Omitted fields stay unchanged. A new target or schedule applies to the whole history.',
    message: 'Tracker updated',
    returns: TrackerResponse,
    versioned: true,
    failures: [new TrackerNotFound()],
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
    id: 'deleteTracker',
    summary: 'Delete a tracker',
    description: 'Deletes the tracker with its entries.',
    message: 'Tracker deleted',
    returns: null,
    versioned: true,
    failures: [new TrackerNotFound()],
  })
  remove(@CurrentActor() actor: Actor, @IdParam() id: string, @IfMatch() version?: number): Promise<void> {
    return this.trackers.remove(actor, id, version);
  }
}
