import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AiModule } from '../../../ai/ai.module.js';
import { WidgetsModule } from '../../widgets.module.js';
import { RefreshSearchesJob } from './refresh/refresh-searches.job.js';
import { RefreshRepository } from './refresh/refresh.repository.js';
import { RefreshService } from './refresh/refresh.service.js';
import { RefreshSubscriber } from './refresh/refresh.subscriber.js';
import { Search } from './search.entity.js';
import { DraftWakeups } from './stream/draft-wakeups.js';
import { DraftsRepository } from './stream/drafts.repository.js';
import { DraftsService } from './stream/drafts.service.js';
import { SummaryDraft } from './stream/summary-draft.entity.js';
import { SummaryStreamController } from './stream/summary-stream.controller.js';
import { SummaryStreamService } from './stream/summary-stream.service.js';
import { SearchesController } from './searches.controller.js';
import { SearchesService } from './searches.service.js';
import { SummariesService } from './summaries.service.js';
import { SummariesSubscriber } from './summaries.subscriber.js';
import { SummarizeSearchJob } from './summarize-search.job.js';
import { SummaryHistoryService } from './summary-history.service.js';
import { Summary } from './summary.entity.js';
import { WebsearchRepository } from './websearch.repository.js';
import { WebsearchWidget } from './websearch.widget.js';
import { SearchListsController } from './lists/search-lists.controller.js';
import { SearchListsRepository } from './lists/search-lists.repository.js';
import { SearchListsService } from './lists/search-lists.service.js';

/** Web searches that are summarized in the background. */
@Module({
  imports: [WidgetsModule, AiModule, TypeOrmModule.forFeature([Search, Summary, SummaryDraft])],
  controllers: [SearchesController, SearchListsController, SummaryStreamController],
  providers: [
    WebsearchWidget,
    WebsearchRepository,
    SearchesService,
    SearchListsRepository,
    SearchListsService,
    SummariesService,
    SummaryHistoryService,
    SummarizeSearchJob,
    SummariesSubscriber,
    DraftsRepository,
    DraftsService,
    DraftWakeups,
    SummaryStreamService,
    RefreshRepository,
    RefreshService,
    RefreshSearchesJob,
    RefreshSubscriber,
  ],
})
export class WebsearchModule {}
