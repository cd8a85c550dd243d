import { Job, type JobContext, type JobHandler } from '../../../../../platform/jobs/job.js';
import { Schedule, type ScheduledPayload } from '../../../../../platform/jobs/schedule.js';
import { NoteReindexService } from './note-reindex.service.js';

/** Indexes the notes that were written before the form of the search index changed; finds none at most times. */
@Job({ name: 'notes.reindex', queue: 'maintenance', attempts: 2, backoffMs: 10_000, timeoutMs: 120_000 })
@Schedule({ cron: '*/5 * * * *' })
export class ReindexNotesJob implements JobHandler<ScheduledPayload> {
  constructor(private readonly notes: NoteReindexService) {}

  perform(_: ScheduledPayload, { signal }: JobContext): Promise<void> {
    return this.notes.reindex(signal);
  }
}
