import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { WidgetsModule } from '../../widgets.module.js';
import { TrackerEntriesController } from './entries/tracker-entries.controller.js';
import { TrackerEntriesRepository } from './entries/tracker-entries.repository.js';
import { TrackerEntriesService } from './entries/tracker-entries.service.js';
import { TrackerEntry } from './entries/tracker-entry.entity.js';
import { StandingRepository } from './standing/standing.repository.js';
import { StandingService } from './standing/standing.service.js';
import { TrackerStatsController } from './stats/tracker-stats.controller.js';
import { TrackerStatsRepository } from './stats/tracker-stats.repository.js';
import { TrackerStatsService } from './stats/tracker-stats.service.js';
import { Tracker } from './tracker.entity.js';
import { TrackerWidget } from './tracker.widget.js';
import { TrackersController } from './trackers.controller.js';
import { TrackersRepository } from './trackers.repository.js';
import { TrackersService } from './trackers.service.js';

/** The widget type for numbers, habits and moods. */
@Module({
  imports: [WidgetsModule, TypeOrmModule.forFeature([Tracker, TrackerEntry])],
  controllers: [TrackersController, TrackerEntriesController, TrackerStatsController],
  providers: [
    TrackerWidget,
    TrackersService,
    TrackersRepository,
    TrackerEntriesService,
    TrackerEntriesRepository,
    StandingService,
    StandingRepository,
    TrackerStatsService,
    TrackerStatsRepository,
  ],
  exports: [TrackersService, TrackerEntriesService],
})
export class TrackerModule {}
