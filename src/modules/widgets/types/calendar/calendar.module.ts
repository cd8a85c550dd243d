import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Logger } from '../../../../platform/logging/logger.js';
import { UsersModule } from '../../../users/users.module.js';
import { WidgetsModule } from '../../widgets.module.js';
import { EventAgendaSource } from './agenda/event-agenda.source.js';
import { CalendarEvent } from './calendar-event.entity.js';
import { CalendarEventsController } from './calendar-events.controller.js';
import { CalendarEventsRepository } from './calendar-events.repository.js';
import { CalendarEventsService } from './calendar-events.service.js';
import { CalendarWidget } from './calendar.widget.js';
import { EventCalendarSource } from './feed/event-calendar.source.js';
import { KnownEventsRepository } from './feed/known-events.repository.js';
import { CalendarFilesController } from './import/calendar-files.controller.js';
import { CalendarReader } from './ics/calendar-reader.js';
import { CalendarImportService } from './import/calendar-import.service.js';
import { CalendarOccurrence } from './near/calendar-occurrence.entity.js';
import { ExtendCalendarsJob } from './near/extend-calendars.job.js';
import { ExtendCalendarsService } from './near/extend-calendars.service.js';
import { NearOccurrencesFollower } from './near/near-occurrences.follower.js';
import { NearOccurrencesRepository } from './near/near-occurrences.repository.js';
import { NearOccurrencesService } from './near/near-occurrences.service.js';
import { EventOccurrencesController } from './occurrences/event-occurrences.controller.js';
import { EventOccurrencesService } from './occurrences/event-occurrences.service.js';
import { EventRangeService } from './range/event-range.service.js';

/** Calendars: events, the files that they come in, and what of them boards show. */
@Module({
  imports: [WidgetsModule, UsersModule, TypeOrmModule.forFeature([CalendarEvent, CalendarOccurrence])],
  controllers: [CalendarEventsController, EventOccurrencesController, CalendarFilesController],
  providers: [
    CalendarWidget,
    CalendarEventsRepository,
    NearOccurrencesRepository,
    CalendarEventsService,
    EventOccurrencesService,
    EventRangeService,
    CalendarImportService,
    { provide: CalendarReader, inject: [Logger], useFactory: (logger: Logger) => new CalendarReader(logger) },
    NearOccurrencesService,
    NearOccurrencesFollower,
    ExtendCalendarsService,
    ExtendCalendarsJob,
    KnownEventsRepository,
    EventCalendarSource,
    EventAgendaSource,
  ],
  exports: [CalendarEventsService, EventRangeService],
})
export class CalendarModule {}
