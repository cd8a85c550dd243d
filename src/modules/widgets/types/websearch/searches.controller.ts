import { Body, Controller, Delete, Get, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../../../common/auth/actor.js';
import { CurrentActor } from '../../../../common/auth/decorators.js';
import { WidgetNotFound } from '../../widgets.contract.js';
import { IdTaken, WidgetTypeMismatch } from '../../widgets.errors.js';
import { SearchLimitReached, SearchNotFound, SummaryNotFound } from './websearch.errors.js';
import { Endpoint } from '../../../../common/http/endpoint.js';
import { IdParam } from '../../../../common/http/id-param.js';
import { IfMatch } from '../../../../common/http/if-match.js';
import { listPage, ListQuery } from '../../../../common/http/list-query.dto.js';
import type { ListReply } from '../../../../common/http/replies.js';
import { SearchesService } from './searches.service.js';
import { SummariesService } from './summaries.service.js';
import type { SearchView, SummaryView } from './websearch.contract.js';
import { CreateSearchRequest, SearchResponse, SummaryResponse } from './websearch.dto.js';

/** Queries of web search widgets, and what the web says to them. */
@ApiTags('websearch')
@ApiBearerAuth()
@Controller()
export class SearchesController {
  constructor(
    private readonly searches: SearchesService,
    private readonly summaries: SummariesService,
  ) {}

  @Get('widgets/:id/searches')
  @Endpoint({
    id: 'listWidgetSearches',
    summary: 'List the searches of a widget',
    description: 'Searches in the order they were created.',
    message: 'Searches',
    returns: SearchResponse,
    paged: true,
    failures: [new WidgetNotFound()],
  })
  list(
    @CurrentActor() actor: Actor,
    @IdParam() id: string,
    @Query() query: ListQuery,
  ): Promise<ListReply<SearchView>> {
    return listPage(query, `searches/${id}`, ['timestamp', 'uuid'], (page) =>
      this.searches.list(actor, id, page),
    );
  }

  @Post('widgets/:id/searches')
  @Endpoint({
    id: 'createSearch',
    limit: 'expensive',
    summary: 'Create a search',
    description:
      'Adds a query to a web search widget and queues its first summary: follow `latestSummary.id` with `getSummary` or `streamSummary`.',
    message: 'Search created',
    status: 201,
    returns: SearchResponse,
    location: '/searches/{id}',
    versioned: true,
    volatile: ['latestSummary'],
    failures: [
      new WidgetNotFound(),
      new IdTaken(),
      new SearchLimitReached(20),
      new WidgetTypeMismatch('notes', 'websearch'),
    ],
  })
  create(
    @CurrentActor() actor: Actor,
    @IdParam() id: string,
    @Body() request: CreateSearchRequest,
  ): Promise<SearchView> {
    return this.searches.create(actor, id, request);
  }

  @Get('searches/:id')
  @Endpoint({
    id: 'getSearch',
    summary: 'Get a search',
    description: 'A query with its latest summary; `listSearchSummaries` returns all of them.',
    message: 'Search',
    returns: SearchResponse,
    versioned: true,
    volatile: ['latestSummary'],
    failures: [new SearchNotFound()],
  })
  get(@CurrentActor() actor: Actor, @IdParam() id: string): Promise<SearchView> {
    return this.searches.get(actor, id);
  }

  @Delete('searches/:id')
  @Endpoint({
    id: 'deleteSearch',
    summary: 'Delete a search',
    description: 'Deletes the search with its summaries.',
    message: 'Search deleted',
    returns: null,
    versioned: true,
    failures: [new SearchNotFound()],
  })
  remove(@CurrentActor() actor: Actor, @IdParam() id: string, @IfMatch() version?: number): Promise<void> {
    return this.searches.remove(actor, id, version);
  }

  @Post('searches/:id/summaries')
  @Endpoint({
    id: 'requestSummary',
    limit: 'expensive',
    summary: 'Request a summary',
    description:
      'A background job searches the web for the query and summarizes what it finds. If a summary is in progress, that one is returned. To ask something else, create another search.',
    message: 'Summary accepted',
    status: 202,
    returns: SummaryResponse,
    location: '/summaries/{id}',
    failures: [new SearchNotFound()],
  })
  request(@CurrentActor() actor: Actor, @IdParam() id: string): Promise<SummaryView> {
    return this.summaries.request(actor, id);
  }

  @Get('searches/:id/summaries')
  @Endpoint({
    id: 'listSearchSummaries',
    summary: 'List the summaries of a search',
    description: 'The latest summary first.',
    message: 'Summaries',
    returns: SummaryResponse,
    paged: true,
    failures: [new SearchNotFound()],
  })
  listSummaries(
    @CurrentActor() actor: Actor,
    @IdParam() id: string,
    @Query() query: ListQuery,
  ): Promise<ListReply<SummaryView>> {
    return listPage(query, `summaries/${id}`, ['timestamp', 'uuid'], (page) =>
      this.summaries.list(actor, id, page),
    );
  }

  @Get('summaries/:id')
  @Endpoint({
    id: 'getSummary',
    summary: 'Get a summary',
    description: 'A summary, or its status while it is in progress.',
    message: 'Summary',
    returns: SummaryResponse,
    failures: [new SummaryNotFound()],
  })
  getSummary(@CurrentActor() actor: Actor, @IdParam() id: string): Promise<SummaryView> {
    return this.summaries.get(actor, id);
  }
}
