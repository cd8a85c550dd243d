import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../common/auth/actor.js';
import { AppError, TooManyError } from '../../../../common/errors/app-error.js';
import { uuidv7 } from '../../../../common/ids/uuid.js';
import { mapPage, toPage, type PageOf, type PageRequest } from '../../../../common/paging/page.js';
import { Clock } from '../../../../common/time/clock.js';
import { userDay } from '../../../../common/time/user-day.js';
import { UnitOfWork } from '../../../../platform/database/unit-of-work.js';
import { EventLog } from '../../../../platform/events/event-log.js';
import type { JobContext } from '../../../../platform/jobs/job.js';
import type { RemovedParts } from '../../../ai/research.contract.js';
import { ResearchService } from '../../../ai/research.service.js';
import { quietMomentFrom } from './refresh/refresh-schedule.js';
import { DraftsService } from './stream/drafts.service.js';
import { SummaryHistoryService } from './summary-history.service.js';
import type { Summary } from './summary.entity.js';
import type { LatestSummary, SummaryError, SummaryView } from './websearch.contract.js';
import { SearchNotFound, SummaryNotFound } from './websearch.errors.js';
import { SummaryFinished, SummaryRequested } from './websearch.events.js';
import { WebsearchRepository, type BegunSummary, type SummaryOutcome } from './websearch.repository.js';
import { WEBSEARCH, type WebsearchSettings } from './websearch.settings.js';

const EMPTY = {
  content: null,
  citations: [],
  unsupported: [],
  contradictions: [],
  skipped: [],
  model: null,
  usage: null,
  notice: null,
  error: null,
  contentHash: null,
  changes: null,
  unchangedSince: null,
};

/** What the web says to a user's queries, in short and with its sources. */
@Injectable()
export class SummariesService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly events: EventLog,
    private readonly clock: Clock,
    private readonly searches: WebsearchRepository,
    private readonly research: ResearchService,
    private readonly history: SummaryHistoryService,
    private readonly drafts: DraftsService,
  ) {}

  /** Asks for a summary; while one is being made, asking again gives that one. Throws SearchNotFound. */
  request(actor: Actor, searchId: string): Promise<SummaryView> {
    return this.uow.run(async () => {
      if (!(await this.searches.lockSearch(actor.id, searchId))) throw new SearchNotFound();
      return toSummaryView(await this.queue(actor.id, searchId));
    });
  }

  /** The summary that is being made, or else a new one; inside a unit of work that has locked the search. */
  async queue(userId: string, searchId: string): Promise<Summary> {
    return (await this.searches.findUnfinished(searchId)) ?? this.queueNew(userId, searchId);
  }

  /** The first summary of a search that is being added, in the unit of work that adds it. */
  async queueFirst(userId: string, searchId: string): Promise<LatestSummary> {
    const { id, status } = await this.queueNew(userId, searchId);
    return { id, status };
  }

  private async queueNew(userId: string, searchId: string): Promise<Summary> {
    const now = this.clock.now();
    const summary: Summary = {
      ...EMPTY,
      id: uuidv7(now.getTime()),
      userId,
      searchId,
      status: 'queued',
      createdAt: now,
      finishedAt: null,
    };
    await this.searches.insertSummary(summary);
    this.events.record(new SummaryRequested(userId, { summaryId: summary.id, searchId }));
    return summary;
  }

  /** One page of a search's summaries, the newest first; throws SearchNotFound. */
  async list(actor: Actor, searchId: string, page: PageRequest): Promise<PageOf<SummaryView>> {
    if (!(await this.searches.findSearch(actor.id, searchId))) throw new SearchNotFound();
    const rows = await this.searches.listSummaries(actor.id, searchId, page);
    return mapPage(
      toPage(rows, page.limit, ({ createdAtKey, id }) => [createdAtKey, id]),
      toSummaryView,
    );
  }

  /** One summary; throws SummaryNotFound. */
  async get(actor: Actor, id: string): Promise<SummaryView> {
    const summary = await this.searches.findSummary(actor.id, id);
    if (!summary) throw new SummaryNotFound();
    return toSummaryView(summary);
  }

  /**
   * Makes a summary that was asked for; what has ended is left as it is, so this may run twice. Rethrows a passing
   * failure while there are tries left; the last one is written down.
   */
  async make(summaryId: string, { signal, isLast }: JobContext): Promise<void> {
    const begun = await this.searches.begin(summaryId);
    if (!begun) return;
    const draft = await this.drafts.open(summaryId);
    try {
      const sources = (begun.settings as Partial<WebsearchSettings>).sources;
      const { removed = null, ...found } = await this.research.research({
        query: begun.query,
        caller: { userId: begun.userId, feature: WEBSEARCH },
        recall: (contentHash) => this.history.recall(contentHash),
        onDraft: (text) => {
          draft.write(text);
        },
        signal,
        ...(sources ? { maxSources: sources } : {}),
      });
      await this.finish(begun, { ...EMPTY, ...found, status: 'done' }, { removed });
    } catch (error) {
      if (!isLast && !isFinal(error)) throw error;
      const againAt = this.againAt(begun, error);
      await this.finish(
        begun,
        { ...EMPTY, status: 'failed', error: inWords(error, againAt, begun) },
        { againAt },
      );
      if (!(error instanceof AppError)) throw error;
    } finally {
      await draft.close();
    }
  }

  /** When to try again by oneself: in the first quiet hour in which what was used up is there again, as budgets are. */
  private againAt({ isActive, ...plan }: BegunSummary, error: unknown): Date | null {
    if (!(error instanceof TooManyError) || error.retryAfter === undefined || !isActive) return null;
    return quietMomentFrom(new Date(this.clock.now().getTime() + error.retryAfter * 1_000), plan);
  }

  private finish(
    { summaryId, searchId, userId }: BegunSummary,
    outcome: SummaryOutcome,
    { againAt = null, removed = null }: { againAt?: Date | null; removed?: RemovedParts | null },
  ): Promise<void> {
    return this.uow.run(async () => {
      // Who deletes a search locks it before its summaries, and so does this.
      if (againAt) await this.searches.refreshBy(searchId, againAt);
      const compared = await this.history.compared(summaryId, outcome);
      if (!(await this.searches.finish(summaryId, compared, this.clock.now()))) return;
      await this.drafts.remove(summaryId);
      await this.history.forgetOldest(searchId);
      this.events.record(
        new SummaryFinished(userId, { summaryId, searchId, status: outcome.status, removed }),
      );
    });
  }
}

/** Whether trying again can't help: only what is outside may be better next time. */
function isFinal(error: unknown): boolean {
  return error instanceof AppError && error.kind !== 'upstream';
}

function inWords(error: unknown, againAt: Date | null, { timeZone }: BegunSummary): SummaryError {
  if (error instanceof AppError) {
    const again = againAt && userDay(againAt, { timeZone, dayStart: '00:00' });
    const message = again ? `${error.message}: it is made again by itself by ${again}` : error.message;
    return { code: error.code, message };
  }
  return { code: 'summary_failed', message: 'the summary could not be made: ask for it again' };
}

function toSummaryView({ createdAt, finishedAt, ...summary }: Summary): SummaryView {
  return {
    id: summary.id,
    searchId: summary.searchId,
    status: summary.status,
    content: summary.content,
    citations: summary.citations,
    unsupported: summary.unsupported,
    contradictions: summary.contradictions,
    skipped: summary.skipped,
    model: summary.model,
    usage: summary.usage,
    notice: summary.notice,
    error: summary.error,
    changes: summary.changes,
    unchangedSince: summary.unchangedSince?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
  };
}
