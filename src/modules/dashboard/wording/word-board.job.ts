import { Job, type JobContext, type JobHandler } from '../../../platform/jobs/job.js';
import { WordingService } from './wording.service.js';

/** Has a model word one board. It is not tried again: until the next day, templates do. */
@Job({ name: 'dashboard.word', queue: 'ai', attempts: 1, backoffMs: 1_000, timeoutMs: 60_000 })
export class WordBoardJob implements JobHandler<{ userId: string; date: string }> {
  constructor(private readonly wording: WordingService) {}

  perform({ userId, date }: { userId: string; date: string }, { signal }: JobContext): Promise<void> {
    return this.wording.word(userId, date, signal);
  }
}
