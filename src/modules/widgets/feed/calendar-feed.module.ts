import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CalendarFeedFile } from './calendar-feed-file.entity.js';
import { CalendarFeedFilesRepository } from './calendar-feed-files.repository.js';
import { CalendarFeed } from './calendar-feed.entity.js';
import { CalendarFeedsController } from './calendar-feeds.controller.js';
import { CalendarFeedsRepository } from './calendar-feeds.repository.js';
import { CalendarFeedsService } from './calendar-feeds.service.js';
import { CalendarFilesController } from './calendar-files.controller.js';
import { CalendarFilesService } from './calendar-files.service.js';
import { CalendarSourceRegistry } from './calendar-source.registry.js';

/** What of the widgets other calendars may read. */
@Module({
  imports: [DiscoveryModule, TypeOrmModule.forFeature([CalendarFeed, CalendarFeedFile])],
  controllers: [CalendarFeedsController, CalendarFilesController],
  providers: [
    CalendarFeedFilesRepository,
    CalendarFeedsRepository,
    CalendarFeedsService,
    CalendarSourceRegistry,
    CalendarFilesService,
  ],
})
export class CalendarFeedModule {}
