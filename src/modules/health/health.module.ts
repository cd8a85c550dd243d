import { Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { HttpClientModule } from '../../platform/http-client/http-client.module.js';
import { AiModule } from '../ai/ai.module.js';
import { DependencyList } from './dependency-list.js';
import { HealthController } from './health.controller.js';
import { HealthService } from './health.service.js';
import { LifecycleService } from './lifecycle.service.js';

/** Probes for those who run Brainboard. */
@Module({
  imports: [TerminusModule.forRoot({ logger: false }), AiModule, HttpClientModule],
  controllers: [HealthController],
  providers: [HealthService, LifecycleService, DependencyList],
  exports: [LifecycleService],
})
export class HealthModule {}
