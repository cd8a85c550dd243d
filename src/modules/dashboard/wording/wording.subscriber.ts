import { Injectable } from '@nestjs/common';
import { Config } from '../../../config/config.js';
import { Subscribe, type EventSubscriber, type RecordedEvent } from '../../../platform/events/subscriber.js';
import { JobQueue } from '../../../platform/jobs/job-queue.js';
import { DashboardGenerated } from '../dashboard.events.js';
import { WordBoardJob } from './word-board.job.js';
import { WordingService } from './wording.service.js';

/** Has the board of a day worded once it is there, where this installation lets a model do that. */
@Subscribe('dashboard.word_board', DashboardGenerated)
@Injectable()
export class WordingSubscriber implements EventSubscriber<DashboardGenerated['payload']> {
  constructor(
    private readonly config: Config,
    private readonly jobs: JobQueue,
    private readonly wording: WordingService,
  ) {}

  wants({ payload: { widgetIds } }: RecordedEvent<DashboardGenerated['payload']>): boolean {
    return this.config.dashboard.wording === 'model' && widgetIds.length > 0;
  }

  async handle({ userId, payload: { date } }: RecordedEvent<DashboardGenerated['payload']>): Promise<void> {
    if (await this.wording.isAsked(userId, date)) return;
    await this.jobs.enqueue(WordBoardJob, { userId, date }, { dedupe: `${userId}:${date}` });
  }
}
