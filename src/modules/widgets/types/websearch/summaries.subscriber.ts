import { Injectable } from '@nestjs/common';
import { JobStarter, type StartedJob } from '../../../../platform/events/job-starter.js';
import { Subscribe, type RecordedEvent } from '../../../../platform/events/subscriber.js';
import { SummarizeSearchJob } from './summarize-search.job.js';
import { SummaryRequested } from './websearch.events.js';

type Requested = SummaryRequested['payload'];
type Summarized = Pick<Requested, 'summaryId'>;

/** Puts what was asked for into the queue. */
@Injectable()
@Subscribe('websearch.start_summary', SummaryRequested)
export class SummariesSubscriber extends JobStarter<Requested, Summarized> {
  protected override jobFor({ payload: { summaryId } }: RecordedEvent<Requested>): StartedJob<Summarized> {
    return { job: SummarizeSearchJob, payload: { summaryId }, options: { dedupe: summaryId } };
  }
}
