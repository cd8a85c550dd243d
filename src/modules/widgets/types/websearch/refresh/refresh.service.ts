import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../../common/time/clock.js';
import { UnitOfWork } from '../../../../../platform/database/unit-of-work.js';
import { ResearchService } from '../../../../ai/research.service.js';
import { SummariesService } from '../summaries.service.js';
import { nextRefreshAt } from './refresh-schedule.js';
import { RefreshRepository, type PlannedSearch } from './refresh.repository.js';

/** Small, so that what a batch holds is locked for a moment only. */
const BATCH = 50;

/** Makes searches again in the rhythm of their widgets, while their users sleep. */
@Injectable()
export class RefreshService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly clock: Clock,
    private readonly searches: RefreshRepository,
    private readonly summaries: SummariesService,
    private readonly research: ResearchService,
  ) {}

  /** Asks for a summary of every search that is due, in batches; how many searches were due. */
  async refreshDue(signal: AbortSignal): Promise<number> {
    let total = 0;
    for (;;) {
      const count = await this.refreshBatch();
      total += count;
      if (count < BATCH || signal.aborted) return total;
    }
  }

  /** Decides anew when the searches of a widget are due. */
  rescheduleWidget(widgetId: string): Promise<void> {
    return this.uow.run(async () => this.reschedule(await this.searches.lockOfWidget(widgetId)));
  }

  /** The same for all searches of a user. */
  rescheduleUser(userId: string): Promise<void> {
    return this.uow.run(async () => this.reschedule(await this.searches.lockOfUser(userId)));
  }

  private refreshBatch(): Promise<number> {
    return this.uow.run(async () => {
      const due = await this.searches.lockDue(this.clock.now(), BATCH);
      // One that was missed for days is made once, and the next one is in the future.
      await this.reschedule(due);
      for (const { searchId, userId, isActive } of due) {
        // Without anyone to ask, a failure each morning would only push aside what is known.
        if (isActive && this.research.canSearch) await this.summaries.queue(userId, searchId);
      }
      return due.length;
    });
  }

  private async reschedule(searches: readonly PlannedSearch[]): Promise<void> {
    if (searches.length === 0) return;
    const now = this.clock.now();
    await this.searches.reschedule(
      new Map(searches.map((search) => [search.searchId, nextRefreshAt(search, now)])),
    );
  }
}
