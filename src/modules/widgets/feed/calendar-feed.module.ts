import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CalendarFeed } from './calendar-feed.entity.js';
import { CalendarFeedsController } from './calendar-feeds.controller.js';
import { CalendarFeedsRepository } from './calendar-feeds.repository.js';
import { CalendarFeedsService } from './calendar-feeds.service.js';
import { CalendarFilesController } from './calendar-files.controller.js';
import { CalendarFilesService } from './calendar-files.service.js';
import { CalendarSourceRegistry } from './calendar-source.registry.js';

/** What of the widgets other calendars may read. */
@Module({
  imports: [DiscoveryModule, TypeOrmModule.forFeature([CalendarFeed])],
  controllers: [CalendarFeedsController, CalendarFilesController],
  providers: [CalendarFeedsRepository, CalendarFeedsService, CalendarSourceRegistry, CalendarFilesService],
})
export class CalendarFeedModule {}
