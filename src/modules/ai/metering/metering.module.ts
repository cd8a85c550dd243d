import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AiCall } from './ai-call.entity.js';
import { AiSpending } from './ai-spending.entity.js';
import { MeteringRepository } from './metering.repository.js';
import { MeteringService } from './metering.service.js';
import { PriceCheck } from './price-check.js';
import { SettleLostCallsJob } from './settle-lost-calls.job.js';
import { UsageController } from './usage/usage.controller.js';
import { UsageRepository } from './usage/usage.repository.js';
import { UsageService } from './usage/usage.service.js';

/** What calls of models and searches cost, and what they may. */
@Module({
  imports: [TypeOrmModule.forFeature([AiCall, AiSpending])],
  controllers: [UsageController],
  providers: [
    MeteringRepository,
    MeteringService,
    PriceCheck,
    SettleLostCallsJob,
    UsageRepository,
    UsageService,
  ],
  exports: [MeteringService],
})
export class MeteringModule {}
