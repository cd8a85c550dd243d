import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { WidgetsModule } from '../../widgets.module.js';
import { AgendaHabitsRepository } from './agenda/agenda-habits.repository.js';
import { HabitAgendaSource } from './agenda/habit-agenda.source.js';
import { TrackerCalendarController } from './calendar/tracker-calendar.controller.js';
import { TrackerCalendarRepository } from './calendar/tracker-calendar.repository.js';
import { TrackerCalendarService } from './calendar/tracker-calendar.service.js';
import { TrackerDay } from './days/tracker-day.entity.js';
import { TrackerDaysRepository } from './days/tracker-days.repository.js';
import { TrackerTicksController } from './days/tracker-ticks.controller.js';
import { TrackerTicksService } from './days/tracker-ticks.service.js';
import { TrackerEntriesController } from './entries/tracker-entries.controller.js';
import { TrackerEntriesRepository } from './entries/tracker-entries.repository.js';
import { TrackerEntriesService } from './entries/tracker-entries.service.js';
import { TrackerEntry } from './entries/tracker-entry.entity.js';
import { AskedTrackersRepository } from './feed/asked-trackers.repository.js';
import { TrackerCalendarSource } from './feed/tracker-calendar.source.js';
import { PillarSeriesController } from './series/pillar-series.controller.js';
import { PillarSeriesRepository } from './series/pillar-series.repository.js';
import { PillarSeriesService } from './series/pillar-series.service.js';
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
  imports: [WidgetsModule, TypeOrmModule.forFeature([Tracker, TrackerEntry, TrackerDay])],
  controllers: [
    TrackersController,
    TrackerEntriesController,
    TrackerTicksController,
    TrackerStatsController,
    TrackerCalendarController,
    PillarSeriesController,
  ],
  providers: [
    TrackerWidget,
    TrackersService,
    TrackersRepository,
    TrackerEntriesService,
    TrackerEntriesRepository,
    TrackerDaysRepository,
    TrackerTicksService,
    StandingService,
    StandingRepository,
    TrackerStatsService,
    TrackerStatsRepository,
    TrackerCalendarService,
    TrackerCalendarRepository,
    PillarSeriesService,
    PillarSeriesRepository,
    AskedTrackersRepository,
    TrackerCalendarSource,
    AgendaHabitsRepository,
    HabitAgendaSource,
  ],
  exports: [TrackersService, TrackerEntriesService],
})
export class TrackerModule {}
