import { Inject, Injectable } from '@nestjs/common';
import { AppError } from '../../common/errors/app-error.js';
import { PageFetcher, type PageAtAddress } from './reading/page-fetcher.js';
import type { ResearchRequest, ResearchResult, SkippedPage } from './research.contract.js';
import { NoPageReadable } from './research.errors.js';
import type { SearchHit, SearchProvider } from './search/search-provider.contract.js';
import { SearchFoundNothing, SearchProviderMissing } from './search/search.errors.js';
import { SummarizeService } from './summarizers/summarize.service.js';
import type { Summary, SummarySource } from './summarizers/summarizer.contract.js';

/** The configured search provider; null when there is none. */
export const SEARCH_PROVIDER = Symbol('SEARCH_PROVIDER');
export const RESEARCH_OPTIONS = Symbol('RESEARCH_OPTIONS');

/** How much is read, and how long it may take. */
export interface ResearchOptions {
  /** The most pages that one summary draws on. */
  readonly sources: number;
  /** For one page; 8 s if not said. */
  readonly pageDeadlineMs?: number;
  /** For all of it; 50 s if not said. What was read by then is still summarized, without the model. */
  readonly deadlineMs?: number;
}

const PAGE_DEADLINE_MS = 8_000;
const DEADLINE_MS = 50_000;
const ONLY_SNIPPETS =
  'No page could be read, so this draws on the short descriptions in the search results only.';

/** Answers a question from the web: searches, reads the pages that are found, summarizes them with citations. */
@Injectable()
export class ResearchService {
  constructor(
    @Inject(SEARCH_PROVIDER) private readonly provider: SearchProvider | null,
    private readonly pages: PageFetcher,
    private readonly summaries: SummarizeService,
    @Inject(RESEARCH_OPTIONS) private readonly options: ResearchOptions,
  ) {}

  async research({ query, maxSources, signal: caller }: ResearchRequest): Promise<ResearchResult> {
    if (!this.provider) throw new SearchProviderMissing();
    const limit = Math.min(maxSources ?? this.options.sources, this.options.sources);
    const deadline = AbortSignal.timeout(this.options.deadlineMs ?? DEADLINE_MS);
    const signal = caller ? AbortSignal.any([caller, deadline]) : deadline;

    const hits = await this.provider.search(query, { limit, signal });
    if (hits.length === 0) throw new SearchFoundNothing();
    const { pages, skipped } = await this.read(hits, signal);
    caller?.throwIfAborted();

    const summary =
      pages.length > 0
        ? await this.summaries.summarize({ query, sources: pages.map(sourceOfPage), signal })
        : await this.summarizeSnippets(query, hits, signal);
    caller?.throwIfAborted();
    return { ...summary, skipped };
  }

  private async read(
    hits: readonly SearchHit[],
    signal: AbortSignal,
  ): Promise<{ pages: PageAtAddress[]; skipped: SkippedPage[] }> {
    const deadlineMs = this.options.pageDeadlineMs ?? PAGE_DEADLINE_MS;
    const outcomes = await Promise.all(
      hits.map(({ url }) =>
        this.pages.fetch(url, { deadlineMs, signal }).catch((error: unknown) => skippedPage(url, error)),
      ),
    );
    const pages = outcomes.filter((outcome) => 'paragraphs' in outcome);
    const skipped = outcomes.filter((outcome) => 'reason' in outcome);
    // Two results may lead to one page.
    return { pages: [...new Map(pages.map((page) => [page.url, page])).values()], skipped };
  }

  private async summarizeSnippets(
    query: string,
    hits: readonly SearchHit[],
    signal: AbortSignal,
  ): Promise<Summary> {
    const sources = hits.filter(({ snippet }) => snippet !== '').map(sourceOfSnippet);
    if (sources.length === 0) throw new NoPageReadable();
    const summary = await this.summaries.summarize({ query, sources, signal });
    return {
      ...summary,
      notice: summary.notice === null ? ONLY_SNIPPETS : `${ONLY_SNIPPETS} ${summary.notice}`,
    };
  }
}

function skippedPage(url: string, error: unknown): SkippedPage {
  if (!(error instanceof AppError)) throw error;
  return { url, reason: error.message };
}

function sourceOfPage({ title, url, paragraphs }: PageAtAddress, i: number): SummarySource {
  return { n: i + 1, title, url, paragraphs };
}

function sourceOfSnippet({ title, url, snippet }: SearchHit, i: number): SummarySource {
  return { n: i + 1, title, url, paragraphs: [{ text: snippet, heading: null }] };
}
