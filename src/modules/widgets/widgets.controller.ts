import { Body, Controller, Delete, Get, Headers, Patch, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../common/auth/actor.js';
import { CurrentActor } from '../../common/auth/decorators.js';
import { matchesAny } from '../../common/http/entity-tag.js';
import { Endpoint } from '../../common/http/endpoint.js';
import { IdParam } from '../../common/http/id-param.js';
import { IfMatch } from '../../common/http/if-match.js';
import { listPage } from '../../common/http/list-query.dto.js';
import { JsonTextReply, type ListReply } from '../../common/http/replies.js';
import { WidgetDataService } from './widget-data.service.js';
import { WidgetListsService } from './widget-lists.service.js';
import type { ListedWidgetView, WidgetView } from './widgets.contract.js';
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
    summary: 'List your widgets',
    description: '`include=data` adds what each shows today, the same as on a board.',
    message: 'Widgets',
    returns: ListedWidgetResponse,
    paged: true,
  })
  list(@CurrentActor() actor: Actor, @Query() query: WidgetListQuery): Promise<ListReply<ListedWidgetView>> {
    return listPage(query, 'widgets', ['timestamp', 'uuid'], (page) => this.lists.page(actor, query, page));
  }

  @Post()
  @Endpoint({
    summary: 'Add a widget',
    message: 'Widget created',
    status: 201,
    returns: WidgetResponse,
    location: '/widgets/{id}',
    versioned: true,
    failures: { 409: 'id_taken, widget_limit_reached' },
  })
  create(@CurrentActor() actor: Actor, @Body() request: CreateWidgetRequest): Promise<WidgetView> {
    return this.widgets.create(actor, request);
  }

  @Get(':id')
  @Endpoint({ summary: 'Read a widget', message: 'Widget', returns: WidgetResponse, versioned: true })
  get(@CurrentActor() actor: Actor, @IdParam() id: string): Promise<WidgetView> {
    return this.widgets.get(actor, id);
  }

  @Get(':id/data')
  @Endpoint({
    summary: 'Read what a widget shows on a day',
    description: 'The same as on a board; its shape is that of the type. Without `date` it is today.',
    message: 'Widget data',
    returns: WidgetDataResponse,
    tagged: true,
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
    summary: 'Change a widget',
    message: 'Widget updated',
    returns: WidgetResponse,
    versioned: true,
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
    summary: 'Delete a widget with what is below it',
    message: 'Widget deleted',
    returns: null,
    versioned: true,
  })
  remove(@CurrentActor() actor: Actor, @IdParam() id: string, @IfMatch() version?: number): Promise<void> {
    return this.widgets.remove(actor, id, version);
  }
}
