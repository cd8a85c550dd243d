import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../../../../common/auth/actor.js';
import { CurrentActor } from '../../../../../common/auth/decorators.js';
import { Endpoint } from '../../../../../common/http/endpoint.js';
import { listPage, ListQuery } from '../../../../../common/http/list-query.dto.js';
import type { ListReply } from '../../../../../common/http/replies.js';
import type { ListedSearchView } from '../websearch.contract.js';
import { ListedSearchResponse } from './search-lists.dto.js';
import { SearchListsService } from './search-lists.service.js';

/** Searches of all web search widgets. */
@ApiTags('websearch')
@ApiBearerAuth()
@Controller('searches')
export class SearchListsController {
  constructor(private readonly lists: SearchListsService) {}

  @Get()
  @Endpoint({
    id: 'listSearches',
    summary: 'List searches',
    description:
      'Searches of all widgets with the status of their latest summary; `getSummary` returns its text.',
    message: 'Searches',
    returns: ListedSearchResponse,
    paged: true,
  })
  list(@CurrentActor() actor: Actor, @Query() query: ListQuery): Promise<ListReply<ListedSearchView>> {
    return listPage(query, 'searches', ['timestamp', 'uuid'], (page) => this.lists.page(actor, page));
  }
}
