import { Module } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { HttpClient } from '../../platform/http-client/http-client.js';
import { HttpClientModule } from '../../platform/http-client/http-client.module.js';
import { ModelStatusService } from './model-status.service.js';
import { PageFetcher } from './reading/page-fetcher.js';
import {
  RESEARCH_OPTIONS,
  ResearchService,
  SEARCH_PROVIDER,
  type ResearchOptions,
} from './research.service.js';
import { createSearchProvider } from './search/search-provider.factory.js';
import { ExtractiveSummarizer } from './summarizers/extractive.summarizer.js';
import { OpenAiSummarizer } from './summarizers/openai.summarizer.js';
import { MODEL_SUMMARIZER, SummarizeService } from './summarizers/summarize.service.js';

/** Searching, reading and summarizing the web. */
@Module({
  imports: [HttpClientModule],
  providers: [
    PageFetcher,
    ExtractiveSummarizer,
    SummarizeService,
    ResearchService,
    ModelStatusService,
    {
      provide: MODEL_SUMMARIZER,
      inject: [Config, HttpClient],
      useFactory: ({ ai }: Config, http: HttpClient) =>
        ai.apiKey === undefined ? null : new OpenAiSummarizer(http, { ...ai, apiKey: ai.apiKey }),
    },
    {
      provide: SEARCH_PROVIDER,
      inject: [Config, HttpClient],
      useFactory: ({ search }: Config, http: HttpClient) => createSearchProvider(http, search),
    },
    {
      provide: RESEARCH_OPTIONS,
      inject: [Config],
      useFactory: ({ search }: Config): ResearchOptions => ({ sources: search.sources }),
    },
  ],
  exports: [ResearchService, SummarizeService, ModelStatusService],
})
export class AiModule {}
