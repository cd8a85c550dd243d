import { Job, type JobContext, type JobHandler } from '../../../platform/jobs/job.js';
import { MorningBoardsService } from './morning-boards.service.js';

/** Makes the boards of a few users before their morning. */
@Job({ name: 'dashboard.make_boards', queue: 'events', attempts: 3, backoffMs: 10_000, timeoutMs: 60_000 })
export class MakeBoardsJob implements JobHandler<{ userIds: string[] }> {
  constructor(private readonly boards: MorningBoardsService) {}

  perform({ userIds }: { userIds: string[] }, { signal }: JobContext): Promise<void> {
    return this.boards.make(userIds, signal);
  }
}
