import { Inject, Injectable } from '@nestjs/common';
import { AppError } from '../../common/errors/app-error.js';
import { contentHashOf } from './content-hash.js';
import { withoutDuplicates, type Duplicate } from './reading/near-duplicates.js';
import { PageFetcher, type PageAtAddress } from './reading/page-fetcher.js';
import type { ResearchRequest, ResearchResult, SkippedPage } from './research.contract.js';
import { NoPageReadable } from './research.errors.js';
import type { SearchHit, SearchProvider } from './search/search-provider.contract.js';
import { SearchFoundNothing, SearchProviderMissing } from './search/search.errors.js';
import { SummarizeService } from './summarizers/summarize.service.js';
import type { Summary, SummaryRequest, SummarySource } from './summarizers/summarizer.contract.js';

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
/** Asked for beside what is read, in place of pages that can't be read or repeat another. */
const SPARE_HITS = 5;
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

  /** Whether there is anyone to ask. */
  get canSearch(): boolean {
    return this.provider !== null;
  }

  async research({
    query,
    caller,
    recall,
    onDraft,
    maxSources,
    signal: ended,
  }: ResearchRequest): Promise<ResearchResult> {
    if (!this.provider) throw new SearchProviderMissing();
    const limit = Math.min(maxSources ?? this.options.sources, this.options.sources);
    const deadline = AbortSignal.timeout(this.options.deadlineMs ?? DEADLINE_MS);
    const signal = ended ? AbortSignal.any([ended, deadline]) : deadline;

    const hits = await this.provider.search(query, {
      limit: limit + SPARE_HITS,
      signal,
      ...(caller ? { caller } : {}),
    });
    if (hits.length === 0) throw new SearchFoundNothing();
    const { pages, skipped } = await this.readUpTo(limit, hits, signal);
    ended?.throwIfAborted();

    const contentHash = pages.length > 0 ? contentHashOf(query, pages) : null;
    const known = contentHash === null ? null : await recall?.(contentHash);
    if (known) return { ...known, skipped, contentHash };

    const task = { query, signal, ...(caller ? { caller } : {}), ...(onDraft ? { onDraft } : {}) };
    const summary =
      pages.length > 0
        ? await this.summaries.summarize({ ...task, sources: pages.map(sourceOfPage) })
        : await this.summarizeSnippets(task, hits.slice(0, limit));
    ended?.throwIfAborted();
    return { ...summary, skipped, contentHash };
  }

  /** Pages that each say something of their own. For one that can't be read, or repeats another, the next hit is read. */
  private async readUpTo(
    limit: number,
    hits: readonly SearchHit[],
    signal: AbortSignal,
  ): Promise<{ pages: PageAtAddress[]; skipped: SkippedPage[] }> {
    const waiting = [...hits.entries()];
    const read: { readonly rank: number; readonly page: PageAtAddress }[] = [];
    const failed: SkippedPage[] = [];
    const fillPlace = async (): Promise<void> => {
      for (let next = waiting.shift(); next && !signal.aborted; next = waiting.shift()) {
        const [rank, { url }] = next;
        const outcome = await this.readPage(url, signal);
        if ('paragraphs' in outcome) {
          read.push({ rank, page: outcome });
          return;
        }
        failed.push(outcome);
      }
    };
    for (;;) {
      const ranked = [...read].sort((a, b) => a.rank - b.rank).map(({ page }) => page);
      const { distinct, duplicates } = withoutDuplicates(ranked);
      const free = limit - distinct.length;
      if (free <= 0 || waiting.length === 0 || signal.aborted)
        return { pages: distinct, skipped: [...failed, ...duplicates.map(skippedDuplicate)] };
      await Promise.all(Array.from({ length: free }, fillPlace));
    }
  }

  private readPage(url: string, signal: AbortSignal): Promise<PageAtAddress | SkippedPage> {
    const deadlineMs = this.options.pageDeadlineMs ?? PAGE_DEADLINE_MS;
    return this.pages.fetch(url, { deadlineMs, signal }).catch((error: unknown) => skippedPage(url, error));
  }

  private async summarizeSnippets(
    task: Omit<SummaryRequest, 'sources'>,
    hits: readonly SearchHit[],
  ): Promise<Summary> {
    const sources = hits.filter(({ snippet }) => snippet !== '').map(sourceOfSnippet);
    if (sources.length === 0) throw new NoPageReadable();
    const summary = await this.summaries.summarize({ ...task, sources });
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

function skippedDuplicate({ page, of }: Duplicate<PageAtAddress>): SkippedPage {
  return { url: page.url, reason: `it says the same as ${of.url}` };
}

function sourceOfPage({ title, url, paragraphs }: PageAtAddress, i: number): SummarySource {
  return { n: i + 1, title, url, paragraphs };
}

function sourceOfSnippet({ title, url, snippet }: SearchHit, i: number): SummarySource {
  return { n: i + 1, title, url, paragraphs: [{ text: snippet, heading: null }] };
}
