import { UnitOfWork } from '../../../../../platform/database/unit-of-work.js';
import { Job, type JobContext, type JobHandler } from '../../../../../platform/jobs/job.js';
import { Schedule, type ScheduledPayload } from '../../../../../platform/jobs/schedule.js';
import { NoteReindexRepository } from './note-reindex.repository.js';

const BATCH = 50;

/** Makes the words of notes that were written before their form changed; finds none at most times. */
@Job({ name: 'notes.reindex', queue: 'maintenance', attempts: 2, backoffMs: 10_000, timeoutMs: 120_000 })
@Schedule({ cron: '*/5 * * * *' })
export class ReindexNotesJob implements JobHandler<ScheduledPayload> {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly notes: NoteReindexRepository,
  ) {}

  async perform(_: ScheduledPayload, { signal }: JobContext): Promise<void> {
    let count = BATCH;
    while (count === BATCH && !signal.aborted) count = await this.reindexBatch();
  }

  private reindexBatch(): Promise<number> {
    return this.uow.run(async () => {
      const outdated = await this.notes.lockOutdated(BATCH);
      if (outdated.length > 0) await this.notes.reindex(outdated);
      return outdated.length;
    });
  }
}
