import { Injectable } from '@nestjs/common';
import {
  Subscribe,
  type EventSubscriber,
  type RecordedEvent,
} from '../../../../platform/events/subscriber.js';
import { JobQueue } from '../../../../platform/jobs/job-queue.js';
import { SummarizeSearchJob } from './summarize-search.job.js';
import { SummaryRequested } from './websearch.events.js';

/** Puts what was asked for into the queue. */
@Injectable()
@Subscribe('websearch.start_summary', SummaryRequested)
export class SummariesSubscriber implements EventSubscriber<SummaryRequested['payload']> {
  constructor(private readonly jobs: JobQueue) {}

  handle({ payload: { summaryId } }: RecordedEvent<SummaryRequested['payload']>): Promise<void> {
    return this.jobs.enqueue(SummarizeSearchJob, { summaryId }, { dedupe: summaryId });
  }
}
