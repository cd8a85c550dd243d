import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { AgendaSourceRegistry } from './agenda-source.registry.js';
import { AgendaController } from './agenda.controller.js';
import { AgendaService } from './agenda.service.js';

/** The agenda over all widgets, of what their types have for it. */
@Module({
  imports: [DiscoveryModule],
  controllers: [AgendaController],
  providers: [AgendaSourceRegistry, AgendaService],
  exports: [AgendaService],
})
export class AgendaModule {}
