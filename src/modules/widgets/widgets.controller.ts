import { Body, Controller, Delete, Get, Headers, Patch, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../common/auth/actor.js';
import { CurrentActor } from '../../common/auth/decorators.js';
import { matchesAny } from '../../common/http/entity-tag.js';
import { IdTaken, WidgetLimitReached } from './widgets.errors.js';
import { Endpoint } from '../../common/http/endpoint.js';
import { IdParam } from '../../common/http/id-param.js';
import { IfMatch } from '../../common/http/if-match.js';
import { listPage } from '../../common/http/list-query.dto.js';
import { JsonTextReply, type ListReply } from '../../common/http/replies.js';
import { WidgetDataService } from './widget-data.service.js';
import { WidgetListsService } from './widget-lists.service.js';
import { WidgetNotFound, type ListedWidgetView, type WidgetView } from './widgets.contract.js';
import {
  CreateWidgetRequest,
  ListedWidgetResponse,
  UpdateWidgetRequest,
  WidgetDataQuery,
  WidgetDataResponse,
  WidgetListQuery,
  WidgetResponse,
} from './widgets.dto.js';
import { WidgetsService } from './widgets.service.js';

/** Widgets: what a user puts a dashboard together from. */
@ApiTags('widgets')
@ApiBearerAuth()
@Controller('widgets')
export class WidgetsController {
  constructor(
    private readonly widgets: WidgetsService,
    private readonly lists: WidgetListsService,
    private readonly widgetData: WidgetDataService,
  ) {}

  @Get()
  @Endpoint({
    id: 'listWidgets',
    summary: 'List widgets',
    description: 'Widgets in the order they were created. `include=data` adds what each shows today.',
    message: 'Widgets',
    returns: ListedWidgetResponse,
    paged: true,
  })
  list(@CurrentActor() actor: Actor, @Query() query: WidgetListQuery): Promise<ListReply<ListedWidgetView>> {
    return listPage(query, 'widgets', ['timestamp', 'uuid'], (page) => this.lists.page(actor, query, page));
  }

  @Post()
  @Endpoint({
    id: 'createWidget',
    summary: 'Create a widget',
    description: 'Settings that are omitted get the defaults of the type.',
    message: 'Widget created',
    status: 201,
    returns: WidgetResponse,
    location: '/widgets/{id}',
    versioned: true,
    failures: [new IdTaken(), new WidgetLimitReached(500)],
  })
  create(@CurrentActor() actor: Actor, @Body() request: CreateWidgetRequest): Promise<WidgetView> {
    return this.widgets.create(actor, request);
  }

  @Get(':id')
  @Endpoint({
    id: 'getWidget',
    summary: 'Get a widget',
    description: 'A widget with its settings; `getWidgetData` returns what it shows.',
    message: 'Widget',
    returns: WidgetResponse,
    versioned: true,
    failures: [new WidgetNotFound()],
  })
  get(@CurrentActor() actor: Actor, @IdParam() id: string): Promise<WidgetView> {
    return this.widgets.get(actor, id);
  }

  @Get(':id/data')
  @Endpoint({
    id: 'getWidgetData',
    summary: 'Get the data of a widget',
    description: 'What the widget shows on a day, as on a board. The schema is that of the widget type.',
    message: 'Widget data',
    returns: WidgetDataResponse,
    tagged: true,
    failures: [new WidgetNotFound()],
  })
  async data(
    @CurrentActor() actor: Actor,
    @IdParam() id: string,
    @Query() { date }: WidgetDataQuery,
    @Headers('if-none-match') ifNoneMatch?: string,
  ): Promise<JsonTextReply> {
    const { text, etag } = await this.widgetData.read(actor, id, date);
    return new JsonTextReply(matchesAny(ifNoneMatch, etag) ? null : text, etag);
  }

  @Patch(':id')
  @Endpoint({
    id: 'updateWidget',
    summary: 'Update a widget',
    description:
      'Omitted fields stay unchanged; settings are merged, and a setting of null is reset to its default.',
    message: 'Widget updated',
    returns: WidgetResponse,
    versioned: true,
    failures: [new WidgetNotFound()],
  })
  update(
    @CurrentActor() actor: Actor,
    @IdParam() id: string,
    @Body() request: UpdateWidgetRequest,
    @IfMatch() version?: number,
  ): Promise<WidgetView> {
    return this.widgets.update(actor, id, request, version);
  }

  @Delete(':id')
  @Endpoint({
    id: 'deleteWidget',
    summary: 'Delete a widget',
    description: 'Deletes the widget with everything in it.',
    message: 'Widget deleted',
    returns: null,
    versioned: true,
    failures: [new WidgetNotFound()],
  })
  remove(@CurrentActor() actor: Actor, @IdParam() id: string, @IfMatch() version?: number): Promise<void> {
    return this.widgets.remove(actor, id, version);
  }
}
