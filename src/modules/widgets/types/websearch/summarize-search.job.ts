import { Job, type JobContext, type JobHandler } from '../../../../platform/jobs/job.js';
import { SummariesService } from './summaries.service.js';

/** Makes one summary: searches, reads, summarizes. */
@Job({ name: 'websearch.summarize', queue: 'ai', attempts: 3, backoffMs: 2_000, timeoutMs: 60_000 })
export class SummarizeSearchJob implements JobHandler<{ summaryId: string }> {
  constructor(private readonly summaries: SummariesService) {}

  perform({ summaryId }: { summaryId: string }, context: JobContext): Promise<void> {
    return this.summaries.make(summaryId, context);
  }
}
