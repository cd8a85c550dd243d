import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../../common/auth/actor.js';
import { mapPage, toPage, type PageOf, type PageRequest } from '../../../../../common/paging/page.js';
import type { ListedSearchView } from '../websearch.contract.js';
import { SearchListsRepository } from './search-lists.repository.js';

/** The searches of all widgets of a user. */
@Injectable()
export class SearchListsService {
  constructor(private readonly lists: SearchListsRepository) {}

  /** One page of them with their latest summaries, oldest first. */
  async page(actor: Actor, page: PageRequest): Promise<PageOf<ListedSearchView>> {
    const rows = await this.lists.ofUser(actor.id, page);
    return mapPage(
      toPage(rows, page.limit, ({ createdAtKey, id }) => [createdAtKey, id]),
      ({ id, widgetId, query, version, createdAt, latestSummary }) => ({
        ...{ id, widgetId, query, version, latestSummary },
        createdAt: createdAt.toISOString(),
      }),
    );
  }
}
