import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AiModule } from '../../../ai/ai.module.js';
import { WidgetsModule } from '../../widgets.module.js';
import { Search } from './search.entity.js';
import { SearchesController } from './searches.controller.js';
import { SearchesService } from './searches.service.js';
import { SummariesService } from './summaries.service.js';
import { SummariesSubscriber } from './summaries.subscriber.js';
import { SummarizeSearchJob } from './summarize-search.job.js';
import { Summary } from './summary.entity.js';
import { WebsearchRepository } from './websearch.repository.js';
import { WebsearchWidget } from './websearch.widget.js';

/** Web searches that are summarized in the background. */
@Module({
  imports: [WidgetsModule, AiModule, TypeOrmModule.forFeature([Search, Summary])],
  controllers: [SearchesController],
  providers: [
    WebsearchWidget,
    WebsearchRepository,
    SearchesService,
    SummariesService,
    SummarizeSearchJob,
    SummariesSubscriber,
  ],
})
export class WebsearchModule {}
