import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../common/auth/actor.js';
import { requireVersion } from '../../../../common/errors/app-error.js';
import { uuidv7 } from '../../../../common/ids/uuid.js';
import { mapPage, toPage, type PageOf, type PageRequest } from '../../../../common/paging/page.js';
import { Clock } from '../../../../common/time/clock.js';
import { isUniqueViolation } from '../../../../platform/database/postgres-errors.js';
import { UnitOfWork } from '../../../../platform/database/unit-of-work.js';
import { EventLog } from '../../../../platform/events/event-log.js';
import type { WidgetView } from '../../widgets.contract.js';
import { IdTaken } from '../../widgets.errors.js';
import { WidgetsService } from '../../widgets.service.js';
import { nextRefreshAt } from './refresh/refresh-schedule.js';
import type { Search } from './search.entity.js';
import { SummariesService } from './summaries.service.js';
import type { SearchFields, SearchView } from './websearch.contract.js';
import { SearchLimitReached, SearchNotFound } from './websearch.errors.js';
import { SearchCreated, SearchDeleted } from './websearch.events.js';
import { SEARCHES_LIMIT, WEBSEARCH } from './websearch.settings.js';
import { WebsearchRepository, type SearchWithLatest } from './websearch.repository.js';

/** What a new search is made from; its id may be the client's. */
export interface NewSearch {
  readonly id?: string;
  readonly query: string;
}

/** The queries of a user's web search widgets. */
@Injectable()
export class SearchesService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly events: EventLog,
    private readonly clock: Clock,
    private readonly widgets: WidgetsService,
    private readonly searches: WebsearchRepository,
    private readonly summaries: SummariesService,
  ) {}

  /** One page of a widget's searches, the oldest first; throws WidgetNotFound, WidgetTypeMismatch. */
  async list(actor: Actor, widgetId: string, page: PageRequest): Promise<PageOf<SearchView>> {
    await this.widgets.requireOfType(actor, widgetId, WEBSEARCH);
    const rows = await this.searches.listSearches(actor.id, widgetId, page);
    return mapPage(
      toPage(rows, page.limit, ({ createdAtKey, id }) => [createdAtKey, id]),
      toSearchView,
    );
  }

  /** One search; throws SearchNotFound. */
  async get(actor: Actor, id: string): Promise<SearchView> {
    return toSearchView(found(await this.searches.findSearch(actor.id, id)));
  }

  /** Adds a query to a widget and queues its first summary; throws WidgetNotFound, WidgetTypeMismatch, SearchLimitReached, IdTaken. */
  create(actor: Actor, widgetId: string, request: NewSearch): Promise<SearchView> {
    return this.uow.run(async () => {
      const widget = await this.widgets.lockOfType(actor, widgetId, WEBSEARCH);
      const search = newSearch(actor, widget, request, this.clock.now());
      if ((await this.searches.countSearches(widgetId)) >= SEARCHES_LIMIT)
        throw new SearchLimitReached(SEARCHES_LIMIT);
      await this.insert(search);
      this.events.record(
        new SearchCreated(actor.id, { searchId: search.id, widgetId, after: toSearchFields(search) }),
      );
      const latestSummary = await this.summaries.queueFirst(actor.id, search.id);
      return toSearchView({ ...search, latestSummary });
    });
  }

  /** Deletes a search with its summaries; throws SearchNotFound, StaleVersionError. */
  remove(actor: Actor, id: string, expectedVersion?: number): Promise<void> {
    return this.uow.run(async () => {
      const search = found(await this.searches.lockSearch(actor.id, id));
      requireVersion(expectedVersion, search.version);
      await this.searches.deleteSearch(id);
      const { widgetId } = search;
      this.events.record(
        new SearchDeleted(actor.id, { searchId: id, widgetId, before: toSearchFields(search) }),
      );
    });
  }

  private async insert(search: Search): Promise<void> {
    try {
      await this.searches.insertSearch(search);
    } catch (error) {
      if (isUniqueViolation(error, 'searches_pkey')) throw new IdTaken();
      throw error;
    }
  }
}

function newSearch(actor: Actor, widget: WidgetView, request: NewSearch, now: Date): Search {
  const id = request.id ?? uuidv7(now.getTime());
  const plan = { ...widget, searchId: id, createdAt: now, timeZone: actor.timeZone };
  return {
    id,
    userId: actor.id,
    widgetId: widget.id,
    query: request.query.trim(),
    version: 1,
    createdAt: now,
    nextRefreshAt: nextRefreshAt(plan, now),
  };
}

function found<Row extends Search>(search: Row | undefined): Row {
  if (!search) throw new SearchNotFound();
  return search;
}

function toSearchFields({ id, widgetId, query, version, createdAt }: Search): SearchFields {
  return { id, widgetId, query, version, createdAt: createdAt.toISOString() };
}

function toSearchView({ latestSummary, ...search }: SearchWithLatest): SearchView {
  return { ...toSearchFields(search), latestSummary };
}
