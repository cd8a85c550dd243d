import { Module } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { SharedCache } from '../../platform/cache/shared-cache.js';
import { HttpClient } from '../../platform/http-client/http-client.js';
import { HttpClientModule } from '../../platform/http-client/http-client.module.js';
import { Logger } from '../../platform/logging/logger.js';
import { MeteredSearch } from './metering/metered-search.js';
import { MeteringModule } from './metering/metering.module.js';
import { MeteringService } from './metering/metering.service.js';
import { ModelClient } from './model/model-client.js';
import { ModelService } from './model/model.service.js';
import { tokenCounterFor } from './model/token-count.js';
import { ModelStatusService } from './model-status.service.js';
import { PageFetcher } from './reading/page-fetcher.js';
import { RobotsRules } from './reading/robots/robots-rules.js';
import {
  RESEARCH_OPTIONS,
  ResearchService,
  SEARCH_PROVIDER,
  type ResearchOptions,
} from './research.service.js';
import { FailoverProvider } from './search/failover.provider.js';
import { createSearchProviders } from './search/search-provider.factory.js';
import { SharedSearch } from './search/shared-search.js';
import { ExtractiveSummarizer } from './summarizers/extractive.summarizer.js';
import { OpenAiSummarizer } from './summarizers/openai.summarizer.js';
import { MODEL_SUMMARIZERS, SummarizeService } from './summarizers/summarize.service.js';
import { TEXT_WORK } from './threads/text-work.contract.js';
import { TextThreadPool } from './threads/text-thread-pool.js';

/** Searching, reading and summarizing the web. */
@Module({
  imports: [HttpClientModule, MeteringModule],
  providers: [
    RobotsRules,
    PageFetcher,
    ExtractiveSummarizer,
    SummarizeService,
    ResearchService,
    ModelService,
    ModelStatusService,
    { provide: TEXT_WORK, inject: [Logger], useFactory: (logger: Logger) => new TextThreadPool(logger) },
    {
      provide: MODEL_SUMMARIZERS,
      inject: [Config, HttpClient, MeteringService],
      useFactory: async ({ ai, role }: Config, http: HttpClient, metering: MeteringService) => {
        if (ai.apiKey === undefined) return [];
        // The tables take a tenth of a second, in which nobody else is answered: better now than with the first summary.
        if (role !== 'api') await Promise.all(ai.models.map(tokenCounterFor));
        const client = new ModelClient(http, metering, { ...ai, apiKey: ai.apiKey });
        return ai.models.map((model) => new OpenAiSummarizer(client, { model, maxTokens: ai.summaryTokens }));
      },
    },
    {
      provide: SEARCH_PROVIDER,
      inject: [Config, HttpClient, MeteringService, SharedCache],
      useFactory: ({ search }: Config, http: HttpClient, metering: MeteringService, cache: SharedCache) => {
        const providers = createSearchProviders(http, search);
        if (providers.length === 0) return null;
        // A provider that was asked in vain is in the ledger too, and what is shared costs nothing.
        const metered = providers.map((provider) => new MeteredSearch(provider, metering));
        return new SharedSearch(new FailoverProvider(metered), cache);
      },
    },
    {
      provide: RESEARCH_OPTIONS,
      inject: [Config],
      useFactory: ({ search }: Config): ResearchOptions => ({ sources: search.sources }),
    },
  ],
  exports: [MeteringModule, ResearchService, SummarizeService, ModelService, ModelStatusService],
})
export class AiModule {}
