import { Body, Controller, Delete, Get, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../../../common/auth/actor.js';
import { CurrentActor } from '../../../../common/auth/decorators.js';
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
    summary: "List a widget's searches",
    message: 'Searches',
    returns: SearchResponse,
    paged: true,
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
    summary: 'Add a search to a widget',
    description:
      'Its first summary is queued with it: follow `latestSummary.id` with `GET /summaries/{id}` or its `/stream`.',
    message: 'Search created',
    status: 201,
    returns: SearchResponse,
    location: '/searches/{id}',
    versioned: true,
    volatile: ['latestSummary'],
    failures: { 409: 'widget_type_mismatch, search_limit_reached, id_taken' },
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
    summary: 'Read a search',
    message: 'Search',
    returns: SearchResponse,
    versioned: true,
    volatile: ['latestSummary'],
  })
  get(@CurrentActor() actor: Actor, @IdParam() id: string): Promise<SearchView> {
    return this.searches.get(actor, id);
  }

  @Delete('searches/:id')
  @Endpoint({
    summary: 'Delete a search with its summaries',
    message: 'Search deleted',
    returns: null,
    versioned: true,
  })
  remove(@CurrentActor() actor: Actor, @IdParam() id: string, @IfMatch() version?: number): Promise<void> {
    return this.searches.remove(actor, id, version);
  }

  @Post('searches/:id/summaries')
  @Endpoint({
    summary: 'Ask for a summary',
    description:
      'A job makes it of the query that the search has; while one is being made, asking again returns that one. To ask ' +
      'something else, add a search.',
    message: 'Summary accepted',
    status: 202,
    returns: SummaryResponse,
    location: '/summaries/{id}',
  })
  request(@CurrentActor() actor: Actor, @IdParam() id: string): Promise<SummaryView> {
    return this.summaries.request(actor, id);
  }

  @Get('searches/:id/summaries')
  @Endpoint({
    summary: "List a search's summaries",
    message: 'Summaries',
    returns: SummaryResponse,
    paged: true,
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
    summary: 'Read a summary, or where its making stands',
    message: 'Summary',
    returns: SummaryResponse,
  })
  getSummary(@CurrentActor() actor: Actor, @IdParam() id: string): Promise<SummaryView> {
    return this.summaries.get(actor, id);
  }
}
