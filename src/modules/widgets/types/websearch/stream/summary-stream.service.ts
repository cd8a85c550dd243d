import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../../common/auth/actor.js';
import { SummariesService } from '../summaries.service.js';
import { SummaryNotFound, TooManyStreams } from '../websearch.errors.js';
import { DraftReading } from './draft-reading.js';
import { DraftWakeups } from './draft-wakeups.js';
import { DraftsRepository, type DraftState } from './drafts.repository.js';
import type { ReadPosition, SummaryNews } from './summary-news.js';

/** A change is told; one that was missed is found when one looks anyway. */
const LOOK_AGAIN_MS = 2_000;
/** Of one person in one process. */
const MOST_STREAMS = 20;
/** Longer than all tries of the job take together. */
const LONGEST_MS = 10 * 60_000;

/** Follows a summary while it is made, in whichever process that is. */
@Injectable()
export class SummaryStreamService {
  private readonly streams = new Map<string, number>();

  constructor(
    private readonly summaries: SummariesService,
    private readonly drafts: DraftsRepository,
    private readonly wakeups: DraftWakeups,
  ) {}

  /** News of a summary until it has ended; throws SummaryNotFound, TooManyStreams before the first. */
  async follow(actor: Actor, id: string, position?: ReadPosition): Promise<AsyncGenerator<SummaryNews>> {
    if (!(await this.drafts.read(actor.id, id))) throw new SummaryNotFound();
    if ((this.streams.get(actor.id) ?? 0) >= MOST_STREAMS) throw new TooManyStreams(MOST_STREAMS);
    return this.counted(actor.id, this.news(actor, id, new DraftReading(position)));
  }

  private async *counted(userId: string, news: AsyncGenerator<SummaryNews>): AsyncGenerator<SummaryNews> {
    this.streams.set(userId, (this.streams.get(userId) ?? 0) + 1);
    try {
      yield* news;
    } finally {
      const left = (this.streams.get(userId) ?? 1) - 1;
      if (left > 0) this.streams.set(userId, left);
      else this.streams.delete(userId);
    }
  }

  private async *news(actor: Actor, id: string, reading: DraftReading): AsyncGenerator<SummaryNews> {
    const startedAt = performance.now();
    while (!this.wakeups.isEnding && performance.now() - startedAt < LONGEST_MS) {
      const change = this.wakeups.next(id, LOOK_AGAIN_MS);
      try {
        const state = await this.drafts.read(actor.id, id);
        const news = state ? reading.newsOf(state) : [];
        yield* news;
        if (!state || hasEnded(state)) {
          yield await this.end(actor, id);
          return;
        }
        if (news.length === 0) yield { kind: 'quiet' };
        await change.woken;
      } finally {
        change.cancel();
      }
    }
  }

  private async end(actor: Actor, id: string): Promise<SummaryNews> {
    try {
      const summary = await this.summaries.get(actor, id);
      return summary.error ? { kind: 'error', error: summary.error } : { kind: 'done', summary };
    } catch (error) {
      // It was deleted while it was followed.
      if (!(error instanceof SummaryNotFound)) throw error;
      return { kind: 'error', error: { code: error.code, message: error.message } };
    }
  }
}

function hasEnded({ status }: DraftState): boolean {
  return status === 'done' || status === 'failed';
}
