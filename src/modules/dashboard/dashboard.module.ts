import { Module } from '@nestjs/common';
import { AiModule } from '../ai/ai.module.js';
import { WidgetsModule } from '../widgets/widgets.module.js';
import { BoardChooser } from './board-chooser.js';
import { BoardRepository } from './board.repository.js';
import { DashboardController } from './dashboard.controller.js';
import { DashboardService } from './dashboard.service.js';
import { HandOutMorningsJob } from './mornings/hand-out-mornings.job.js';
import { MakeBoardsJob } from './mornings/make-boards.job.js';
import { MorningBoardsService } from './mornings/morning-boards.service.js';
import { MorningsRepository } from './mornings/mornings.repository.js';
import { MorningsService } from './mornings/mornings.service.js';
import { MorningsSubscriber } from './mornings/mornings.subscriber.js';
import { TodayRepository } from './today.repository.js';
import { TodayService } from './today.service.js';
import { BoardWords } from './wording/board-words.js';
import { WordBoardJob } from './wording/word-board.job.js';
import { WordingService } from './wording/wording.service.js';
import { WordingSubscriber } from './wording/wording.subscriber.js';
import { WordingsRepository } from './wording/wordings.repository.js';

/** The board of a user's day. */
@Module({
  imports: [AiModule, WidgetsModule],
  controllers: [DashboardController],
  providers: [
    BoardChooser,
    BoardRepository,
    BoardWords,
    DashboardService,
    TodayRepository,
    TodayService,
    HandOutMorningsJob,
    MakeBoardsJob,
    MorningBoardsService,
    MorningsRepository,
    MorningsService,
    MorningsSubscriber,
    WordBoardJob,
    WordingService,
    WordingSubscriber,
    WordingsRepository,
  ],
})
export class DashboardModule {}
