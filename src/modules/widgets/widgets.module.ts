import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { WidgetDataRepository } from './widget-data.repository.js';
import { WidgetDataService } from './widget-data.service.js';
import { WidgetListsService } from './widget-lists.service.js';
import { WidgetTypeRegistry } from './widget-type.registry.js';
import { WidgetTypesController } from './widget-types.controller.js';
import { Widget } from './widget.entity.js';
import { WidgetsController } from './widgets.controller.js';
import { WidgetsRepository } from './widgets.repository.js';
import { WidgetsService } from './widgets.service.js';

/** The core: widget rows and the registry of their types. */
@Module({
  imports: [DiscoveryModule, TypeOrmModule.forFeature([Widget])],
  controllers: [WidgetTypesController, WidgetsController],
  providers: [
    WidgetTypeRegistry,
    WidgetsRepository,
    WidgetsService,
    WidgetDataRepository,
    WidgetDataService,
    WidgetListsService,
  ],
  exports: [WidgetTypeRegistry, WidgetsService],
})
export class WidgetsModule {}
